package dev.watchbill.console.pages.http;

import dev.watchbill.console.api.OwnSettings;
import dev.watchbill.console.api.OwnSettings.Result;
import dev.watchbill.console.api.Rules;
import dev.watchbill.console.http.Auditing;
import dev.watchbill.console.http.Call;
import dev.watchbill.console.http.Endpoint;
import dev.watchbill.console.http.Route;
import dev.watchbill.console.pages.Frame;
import dev.watchbill.console.pages.MyContactsView;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One's own contacts, rules and quiet hours. */
final class MyContactsPage {
  private static final String PATH = "/me";

  private final Stage stage;
  private final OwnSettings settings;
  private final Auditing auditing;

  MyContactsPage(Stage stage, OwnSettings settings, Auditing auditing) {
    this.stage = stage;
    this.settings = settings;
    this.auditing = auditing;
  }

  Map<Route, Endpoint> endpoints() {
    return Map.of(
        Route.MY_CONTACTS_PAGE, this::show,
        Route.SET_MY_RULES, this::rules,
        Route.ADD_MY_CONTACT, this::add,
        Route.CONFIRM_MY_CONTACT, this::confirm,
        Route.REMOVE_MY_CONTACT, this::remove);
  }

  private Optional<String> person(Call call) {
    return Optional.ofNullable(call.principal().person())
        .filter(person -> settings.find(person).isPresent());
  }

  private void show(Call call) {
    var view = person(call).flatMap(settings::find).map(MyContactsView::new).orElse(null);
    stage.show(call, stage.templates().myContacts(stage.frame(call), view));
  }

  /** A form's field says first whose word holds, the roster's or one's own. */
  private void rules(Call call) {
    var form = call.form();
    act(
        call,
        "contacts.rules",
        "",
        "Kept; the next page goes by it.",
        person -> {
          try {
            return settings.set(
                person,
                new OwnSettings.Wish(
                    own(form, "high").map(Rules::parse).orElse(null),
                    own(form, "low").map(Rules::parse).orElse(null),
                    own(form, "quiet").map(Rules::hours).orElse(null),
                    version(form)),
                "console");
          } catch (IllegalArgumentException e) {
            return new Result.Nonsense(String.valueOf(e.getMessage()));
          }
        });
  }

  private static @Nullable Long version(Map<String, String> form) {
    var text = form.getOrDefault("version", "");
    return text.matches("\\d{1,15}") ? Long.valueOf(text) : null;
  }

  private static Optional<String> own(Map<String, String> form, String name) {
    return Optional.ofNullable(form.get(name)).filter(_ -> "own".equals(form.get(name + "-by")));
  }

  private void add(Call call) {
    var form = call.form();
    var kind = form.getOrDefault("kind", "");
    var address = form.getOrDefault("address", "").strip();
    act(
        call,
        "contacts.add",
        kind,
        "A code is on its way to " + address + ". Type it below within ten minutes.",
        person -> settings.add(person, kind, address, "console"));
  }

  private void confirm(Call call) {
    var code = call.form().getOrDefault("code", "");
    act(
        call,
        "contacts.confirm",
        call.path("name"),
        "Messages arrive there: from now on pages do, too.",
        person -> settings.confirm(person, call.path("name"), code, "console"));
  }

  private void remove(Call call) {
    act(
        call,
        "contacts.remove",
        call.path("name"),
        "Taken away; what the roster says holds again.",
        person -> settings.remove(person, call.path("name"), "console"));
  }

  private interface Act {
    Result on(String person);
  }

  private void act(Call call, String action, String object, String done, Act act) {
    var person = person(call);
    if (person.isEmpty()) {
      stage.refuse(call, 404, "Not done", "You are nobody of the roster.");
      return;
    }
    var notice =
        switch (act.on(person.get())) {
          case Result.Kept _ -> new Frame.Notice(true, done);
          case Result.Nonsense nonsense -> new Frame.Notice(false, nonsense.sentence());
          case Result.Stale _ ->
              new Frame.Notice(
                  false, "They were changed meanwhile: look at what holds now, and set it again.");
          case Result.TooSoon soon -> new Frame.Notice(false, soon.sentence());
          case Result.NoSuchContact none ->
              new Frame.Notice(false, "There is no such contact: " + none.kind());
        };
    auditing.note(call, action, person.get() + "/" + object, notice.good() ? "applied" : "refused");
    stage.goOn(call, PATH, notice);
  }
}
