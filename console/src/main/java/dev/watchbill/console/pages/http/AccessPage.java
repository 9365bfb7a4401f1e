package dev.watchbill.console.pages.http;

import dev.watchbill.console.auth.Accounts;
import dev.watchbill.console.auth.Accounts.LogIn;
import dev.watchbill.console.auth.Sessions;
import dev.watchbill.console.http.Auditing;
import dev.watchbill.console.http.Call;
import dev.watchbill.console.http.Endpoint;
import dev.watchbill.console.http.Route;
import dev.watchbill.console.pages.AccessView;
import dev.watchbill.console.pages.Frame.Notice;
import dev.watchbill.schemas.roster.Role;
import java.util.Map;

/** One's password; and for admins who has an account, and who is signed in. */
final class AccessPage {
  private static final int SESSIONS = 500;

  private final Stage stage;
  private final Accounts accounts;
  private final Sessions sessions;
  private final Auditing auditing;

  AccessPage(Stage stage, Accounts accounts, Sessions sessions, Auditing auditing) {
    this.stage = stage;
    this.accounts = accounts;
    this.sessions = sessions;
    this.auditing = auditing;
  }

  Map<Route, Endpoint> endpoints() {
    return Map.of(Route.ACCESS_PAGE, this::show, Route.CHANGE_PASSWORD, this::change);
  }

  private void show(Call call) {
    var who = call.principal();
    var admin = who.role().covers(Role.ADMIN);
    var view =
        new AccessView(
            who.person() != null && accounts.has(who.person()),
            who.credential(),
            admin ? accounts.all() : null,
            admin ? sessions.all(null).stream().limit(SESSIONS).toList() : null,
            stage.people());
    stage.show(call, stage.templates().access(stage.frame(call), view));
  }

  private void change(Call call) {
    stage.goOn(call, "/access", changed(call));
  }

  private Notice changed(Call call) {
    var who = call.principal();
    var person = who.person();
    if (person == null || !accounts.has(person)) {
      return new Notice(false, "You don't sign in with a password.");
    }
    var form = call.form();
    var password = form.getOrDefault("password", "");
    var problem = accounts.problem(person, password, form.getOrDefault("again", ""));
    if (problem.isPresent()) {
      return new Notice(false, problem.get());
    }
    var before = form.getOrDefault("before", "");
    return switch (accounts.change(person, before, password, who.credential(), call.origin())) {
      case LogIn.Right _ -> {
        auditing.note(call, "account.password", "account:" + person, "applied");
        yield new Notice(true, "The new password counts; your other browsers are signed out.");
      }
      case LogIn.Wrong _ -> new Notice(false, "The old password isn't right; nothing changed.");
      case LogIn.TooOften _ ->
          new Notice(false, "That was wrong too often; wait ten minutes. Nothing changed.");
      case LogIn.TooMany _ ->
          new Notice(false, "Too many people are signing in just now. Nothing changed; try again.");
    };
  }
}
