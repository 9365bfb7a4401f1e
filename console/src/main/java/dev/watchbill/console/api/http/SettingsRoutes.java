package dev.watchbill.console.api.http;

import dev.watchbill.console.api.OwnSettings;
import dev.watchbill.console.api.OwnSettings.Result;
import dev.watchbill.console.api.WrittenRules;
import dev.watchbill.console.http.Answers;
import dev.watchbill.console.http.Auditing;
import dev.watchbill.console.http.Call;
import dev.watchbill.console.http.Endpoint;
import dev.watchbill.console.http.Refusal;
import dev.watchbill.console.http.Route;
import dev.watchbill.schemas.roster.Role;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How people are reached: seen by them and by managers, set by them alone. */
final class SettingsRoutes {
  private final OwnSettings settings;
  private final Auditing auditing;

  SettingsRoutes(OwnSettings settings, Auditing auditing) {
    this.settings = settings;
    this.auditing = auditing;
  }

  Map<Route, Endpoint> endpoints() {
    return Map.of(
        Route.SETTINGS, this::show,
        Route.SET_RULES, this::set,
        Route.ADD_CONTACT, this::add,
        Route.CONFIRM_CONTACT, this::confirm,
        Route.REMOVE_CONTACT, this::remove);
  }

  private record ContactBody(@Nullable String kind, @Nullable String address) {}

  private record CodeBody(@Nullable String code) {}

  private void show(Call call) {
    call.allowQueries();
    var person = person(call);
    var who = call.principal();
    if (!person.equals(who.person()) && !who.role().covers(Role.MANAGER)) {
      throw Refusal.notAllowed(
          "Expected %s, or a manager, but got %s".formatted(person, who.actor()));
    }
    Answers.json(call, settings.find(person).orElseThrow());
  }

  private void set(Call call) {
    call.allowQueries();
    var person = themselves(call);
    OwnSettings.Wish wish;
    try {
      wish = call.json(WrittenRules.class).wish();
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest(String.valueOf(e.getMessage()));
    }
    answer(call, 200, "contacts.rules", person, settings.set(person, wish, Auditing.via(call)));
  }

  private void add(Call call) {
    call.allowQueries();
    var person = themselves(call);
    var body = call.json(ContactBody.class);
    var kind = Objects.requireNonNullElse(body.kind(), "");
    var address = Objects.requireNonNullElse(body.address(), "").strip();
    var result = settings.add(person, kind, address, Auditing.via(call));
    answer(call, 202, "contacts.add", person + "/" + kind, result);
  }

  private void confirm(Call call) {
    call.allowQueries();
    var person = themselves(call);
    var kind = call.path("name");
    var code = Objects.requireNonNullElse(call.json(CodeBody.class).code(), "");
    var result = settings.confirm(person, kind, code, Auditing.via(call));
    answer(call, 200, "contacts.confirm", person + "/" + kind, result);
  }

  private void remove(Call call) {
    call.allowQueries();
    var person = themselves(call);
    var kind = call.path("name");
    var result = settings.remove(person, kind, Auditing.via(call));
    answer(call, 200, "contacts.remove", person + "/" + kind, result);
  }

  private void answer(Call call, int status, String action, String object, Result result) {
    switch (result) {
      case Result.Kept kept -> {
        auditing.note(call, action, object, "applied");
        Answers.json(call, status, kept.settings());
      }
      case Result.Nonsense nonsense -> {
        auditing.note(call, action, object, "refused");
        throw Refusal.badRequest(nonsense.sentence());
      }
      case Result.NoSuchContact none ->
          throw Refusal.notFound(
              "Expected a contact of theirs to which a code was sent in the last minutes, or that"
                  + " they set, but there is no "
                  + none.kind());
      case Result.Stale stale -> {
        auditing.note(call, action, object, "refused");
        throw Refusal.conflict(stale.sentence(), Map.of());
      }
      case Result.TooSoon soon -> throw Refusal.tooOften(soon.sentence());
    }
  }

  /** The person in the path; {@code me} is who asks. */
  private String person(Call call) {
    var named = call.path("id");
    var person = named.equals("me") ? call.principal().person() : named;
    if (person == null || settings.find(person).isEmpty()) {
      throw Refusal.notFound("Expected a person of the roster, but got \"%s\"".formatted(named));
    }
    return person;
  }

  private String themselves(Call call) {
    var person = person(call);
    if (!person.equals(call.principal().person())) {
      throw Refusal.notAllowed(
          "Expected %s themselves, but got %s: only they say how they are reached"
              .formatted(person, call.principal().actor()));
    }
    return person;
  }
}
