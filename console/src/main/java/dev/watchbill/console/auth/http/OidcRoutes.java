package dev.watchbill.console.auth.http;

import dev.watchbill.console.auth.Attempts;
import dev.watchbill.console.auth.SignIn;
import dev.watchbill.console.auth.oidc.Admission;
import dev.watchbill.console.auth.oidc.IdentityProvider;
import dev.watchbill.console.auth.oidc.IdentityProvider.Ending;
import dev.watchbill.console.auth.oidc.Vouched;
import dev.watchbill.console.http.Answers;
import dev.watchbill.console.http.Call;
import dev.watchbill.schemas.roster.RosterSnapshot;
import io.helidon.http.HeaderNames;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Signing in with an identity provider. What a log-in began with stays in a cookie of the browser
 * that began it, so that any console of a cluster can end it, and no other browser.
 */
final class OidcRoutes {
  private static final String COOKIE = "watchbill_oidc";
  private static final String PATH = "/oidc";
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final String AWAY = "The identity provider can't be reached now; try again soon.";

  private final IdentityProvider provider;
  private final SignIn signIn;
  private final Attempts attempts;
  private final Supplier<RosterSnapshot> roster;
  private final Door door;

  OidcRoutes(
      IdentityProvider provider,
      SignIn signIn,
      Attempts attempts,
      Supplier<RosterSnapshot> roster,
      Door door) {
    this.provider = provider;
    this.signIn = signIn;
    this.attempts = attempts;
    this.roster = roster;
    this.door = door;
  }

  void begin(Call call) {
    door.refuseUnready();
    var beginning = provider.begin(redirect(call));
    if (beginning.isEmpty()) {
      door.show(call, 503, SignInView.ways("", AWAY, provider.name()));
      return;
    }
    call.response()
        .headers()
        .addCookie(Door.cookie(call, COOKIE, beginning.get().remembered(), PATH, LONGEST));
    Answers.seeOther(call, beginning.get().address().toString());
  }

  void end(Call call) {
    door.refuseUnready();
    var remembered = call.request().headers().cookies().first(COOKIE).asOptional().orElse("");
    // Whatever comes of it, it doesn't work twice.
    call.response().headers().addCookie(Door.cookie(call, COOKIE, "", PATH, Duration.ZERO));
    var redirect = redirect(call);
    var query = call.request().query().rawValue();
    URI callback;
    try {
      callback = new URI(redirect + "?" + query);
    } catch (URISyntaxException e) {
      refuse(call, 403, "This log-in can't be read; begin it again.");
      return;
    }
    switch (provider.end(callback, remembered, redirect)) {
      case Ending.Known(var who) -> admit(call, who);
      case Ending.Refused(var why) -> refuse(call, 403, why);
      case Ending.Away _ -> refuse(call, 503, AWAY);
    }
  }

  private void admit(Call call, Vouched who) {
    switch (Admission.of(who, provider.settings(), roster.get())) {
      case Admission.Admitted it ->
          door.welcome(call, signIn.begin(it.person(), it.subject(), it.role(), it.teamRoles()));
      case Admission.Refused(var why) -> refuse(call, 403, why);
    }
  }

  private void refuse(Call call, int status, String why) {
    var tooOften = attempts.failed(call.address());
    door.show(
        call,
        tooOften ? 429 : status,
        SignInView.ways("", tooOften ? "Too many attempts; wait a minute." : why, provider.name()));
  }

  /** Where people reach the console, as the roster says; else where they did just now. */
  private URI redirect(Call call) {
    var base = roster.get().organization().getBaseUrl();
    var origin =
        base == null || base.isEmpty()
            ? (Door.isSecure(call) ? "https://" : "http://")
                + call.header(HeaderNames.HOST).orElse("localhost")
            : base.replaceAll("/+$", "");
    return URI.create(origin + PATH + "/callback");
  }
}
