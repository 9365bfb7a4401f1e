package dev.watchbill.console.auth.http;

import dev.watchbill.console.auth.Accounts;
import dev.watchbill.console.auth.Accounts.LogIn;
import dev.watchbill.console.auth.Attempts;
import dev.watchbill.console.auth.SignIn;
import dev.watchbill.console.auth.SignIn.Outcome;
import dev.watchbill.console.auth.oidc.IdentityProvider;
import dev.watchbill.console.http.Answers;
import dev.watchbill.console.http.Auditing;
import dev.watchbill.console.http.Call;
import dev.watchbill.console.http.Endpoint;
import dev.watchbill.console.http.Gate;
import dev.watchbill.console.http.Refusal;
import dev.watchbill.console.http.Route;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Signing in with a password or a one-time link, choosing a password, and signing out. Looking at a
 * link or an invitation shows a form, so that a chat's preview doesn't use it up; sending it does.
 */
public final class SignInRoutes {
  private final SignIn signIn;
  private final Accounts accounts;
  private final Attempts attempts;
  private final Supplier<RosterSnapshot> roster;
  private final String provider;
  private final Door door;
  private final Optional<OidcRoutes> oidc;

  /**
   * @param identity who vouches for people; empty: nobody
   * @param ready whether links are known as they are now
   */
  public SignInRoutes(
      SignIn signIn,
      Accounts accounts,
      Optional<IdentityProvider> identity,
      Attempts attempts,
      Supplier<RosterSnapshot> roster,
      Auditing auditing,
      BooleanSupplier ready) {
    this.signIn = signIn;
    this.accounts = accounts;
    this.attempts = attempts;
    this.roster = roster;
    this.provider = identity.map(IdentityProvider::name).orElse("");
    this.door = new Door(auditing, ready);
    this.oidc = identity.map(it -> new OidcRoutes(it, signIn, attempts, roster, door));
  }

  /** By route. */
  public Map<Route, Endpoint> endpoints() {
    return Map.of(
        Route.SIGN_IN, this::ways,
        Route.LOG_IN, this::logIn,
        Route.SIGN_IN_LINK, this::showLink,
        Route.ENTER, this::enter,
        Route.INVITATION, this::showInvitation,
        Route.ACCEPT_INVITATION, this::accept,
        Route.OIDC_BEGIN, call -> withProvider().begin(call),
        Route.OIDC_END, call -> withProvider().end(call),
        Route.SIGN_OUT, this::leave);
  }

  private OidcRoutes withProvider() {
    return oidc.orElseThrow(
        () -> Refusal.notFound("No identity provider is set up here; see docs/console.md"));
  }

  private void ways(Call call) {
    door.show(call, 200, SignInView.ways("", "", provider));
  }

  private void logIn(Call call) {
    door.refuseUnready();
    var name = call.form().getOrDefault("name", "");
    var password = call.form().getOrDefault("password", "");
    switch (accounts.logIn(name, password, call.origin())) {
      case LogIn.Right(var person) ->
          door.welcome(call, signIn.begin(person, "signed in with a password"));
      case LogIn.Wrong _ ->
          door.show(
              call,
              401,
              SignInView.ways(name, "Name and password don't belong together.", provider));
      case LogIn.TooOften _ ->
          door.show(
              call,
              429,
              SignInView.ways(
                  name, "That was wrong too often. Wait ten minutes, or use a link.", provider));
      case LogIn.TooMany _ ->
          door.show(
              call,
              503,
              SignInView.ways(
                  name,
                  "Too many people are signing in just now; try again in a moment.",
                  provider));
    }
  }

  private void showLink(Call call) throws InterruptedException {
    door.refuseUnready();
    var secret = call.path("secret");
    Door.awaitKnown(secret, signIn::isKnown);
    if (signIn.isGood(secret, Browser.known(call))) {
      Browser.remember(call);
      door.show(call, 200, SignInView.link(secret));
    } else {
      refuse(call, "This sign-in link can't be used: it was used already, or it has expired.");
    }
  }

  private void enter(Call call) {
    door.refuseUnready();
    switch (Browser.uses(call, by -> signIn.enter(call.path("secret"), by))) {
      case Outcome.SignedIn signedIn -> {
        Browser.forget(call);
        door.welcome(call, signedIn);
      }
      case Outcome.Refused(var why) -> refuse(call, why);
    }
  }

  private void showInvitation(Call call) throws InterruptedException {
    door.refuseUnready();
    var secret = call.path("secret");
    Door.awaitKnown(secret, accounts::isKnown);
    accounts
        .invited(secret, Browser.known(call))
        .ifPresentOrElse(
            person -> showInvitation(call, 200, secret, person, ""), () -> refuseInvitation(call));
  }

  private void showInvitation(Call call, int status, String secret, String person, String problem) {
    Browser.remember(call);
    door.show(call, status, SignInView.invitation(secret, roster.get().nameOf(person), problem));
  }

  private void accept(Call call) {
    door.refuseUnready();
    var secret = call.path("secret");
    var person = accounts.invited(secret, Browser.known(call));
    if (person.isEmpty()) {
      refuseInvitation(call);
      return;
    }
    var password = call.form().getOrDefault("password", "");
    var problem = accounts.problem(person.get(), password, call.form().getOrDefault("again", ""));
    if (problem.isPresent()) {
      showInvitation(call, 400, secret, person.get(), problem.get());
      return;
    }
    Browser.uses(call, by -> accounts.accept(secret, password, by))
        .ifPresentOrElse(
            it -> {
              Browser.forget(call);
              door.auditing().note(call, it, "account.password", "account:" + it, "applied");
              door.welcome(call, signIn.begin(it, "signed in with an invitation"));
            },
            () -> refuseInvitation(call));
  }

  private void refuseInvitation(Call call) {
    refuse(call, "This invitation can't be used: it was used already, or it has expired.");
  }

  private void leave(Call call) {
    signIn.leave(call.principal());
    door.auditing().note(call, "sign-out", call.principal().credential(), "applied");
    call.response().headers().addCookie(Door.cookie(call, Gate.COOKIE, "", "/", Duration.ZERO));
    Answers.seeOther(call, "/sign-in");
  }

  private void refuse(Call call, String why) {
    var tooOften = attempts.failed(call.address());
    door.show(
        call,
        tooOften ? 429 : 410,
        SignInView.problem(tooOften ? "Too many attempts; wait a minute." : why));
  }
}
