package dev.watchbill.console.api.http;

import dev.watchbill.console.api.Items;
import dev.watchbill.console.auth.Accounts;
import dev.watchbill.console.auth.Accounts.Invitation;
import dev.watchbill.console.http.Answers;
import dev.watchbill.console.http.Auditing;
import dev.watchbill.console.http.Call;
import dev.watchbill.console.http.Endpoint;
import dev.watchbill.console.http.Refusal;
import dev.watchbill.console.http.Route;
import dev.watchbill.console.readmodel.ReadModel;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Accounts with a password: made, reset and removed; the password is its owner's to choose. */
final class AccountRoutes {
  private final ReadModel model;
  private final Accounts accounts;
  private final Auditing auditing;

  AccountRoutes(ReadModel model, Accounts accounts, Auditing auditing) {
    this.model = model;
    this.accounts = accounts;
    this.auditing = auditing;
  }

  Map<Route, Endpoint> endpoints() {
    return Map.of(
        Route.ACCOUNTS, this::list,
        Route.INVITE, this::invite,
        Route.RESET_ACCOUNT, this::reset,
        Route.REMOVE_ACCOUNT, this::remove);
  }

  private record Body(@Nullable String person) {}

  /**
   * @param link path on this server; works once
   */
  private record Invited(String person, String link, Instant expiresAt) {
    private static Invited of(Invitation invitation) {
      return new Invited(
          invitation.person(), "/invitations/" + invitation.secret(), invitation.expiresAt());
    }
  }

  private void list(Call call) {
    call.allowQueries();
    Answers.json(call, Items.whole(accounts.all()));
  }

  private void invite(Call call) {
    call.allowQueries();
    var person = call.json(Body.class).person();
    if (person == null || !model.roster().people().containsKey(person)) {
      throw Refusal.badRequest(
          "person: expected a person of the roster, but got \"%s\"".formatted(person));
    }
    if (accounts.has(person)) {
      throw Refusal.conflict(
          "%s has an account already; reset it if the password is lost".formatted(person),
          Map.of());
    }
    var invitation = accounts.invite(person, call.principal().actor());
    auditing.note(call, "account.invite", "account:" + person, "applied");
    Answers.json(call, 201, Invited.of(invitation));
  }

  private void reset(Call call) {
    call.allowQueries();
    var person = call.path("person");
    if (accounts.all().stream().noneMatch(it -> it.person().equals(person))) {
      throw noAccount(person);
    }
    var invitation = accounts.reset(person, call.principal().actor());
    auditing.note(call, "account.reset", "account:" + person, "applied");
    Answers.json(call, 201, Invited.of(invitation));
  }

  private void remove(Call call) {
    call.allowQueries();
    var person = call.path("person");
    if (!accounts.remove(person)) {
      throw noAccount(person);
    }
    auditing.note(call, "account.remove", "account:" + person, "applied");
    Answers.nothing(call);
  }

  private static Refusal noAccount(String person) {
    return Refusal.notFound("Expected whose account it is, but there is none of " + person);
  }
}
