package dev.watchbill.console.auth.http;

import dev.watchbill.console.auth.Attempts;
import dev.watchbill.console.auth.SignIn;
import dev.watchbill.console.auth.SignIn.Outcome;
import dev.watchbill.console.http.Answers;
import dev.watchbill.console.http.Auditing;
import dev.watchbill.console.http.Call;
import dev.watchbill.console.http.Endpoint;
import dev.watchbill.console.http.Gate;
import dev.watchbill.console.http.Refusal;
import dev.watchbill.console.http.Route;
import dev.watchbill.schemas.Credential;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.helidon.http.HeaderNames;
import io.helidon.http.SetCookie;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Signing in with a one-time link: looking at it shows a button, so that a chat's preview of the
 * link doesn't use it up; pressing the button does.
 */
public final class SignInRoutes {
  private static final int LOOKS = 30;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private final SignIn signIn;
  private final Attempts attempts;
  private final Auditing auditing;
  private final BooleanSupplier ready;
  private final TemplateEngine templates =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, null, "dev.watchbill.console.templates");

  /**
   * @param ready whether links are known as they are now
   */
  public SignInRoutes(SignIn signIn, Attempts attempts, Auditing auditing, BooleanSupplier ready) {
    this.signIn = signIn;
    this.attempts = attempts;
    this.auditing = auditing;
    this.ready = ready;
  }

  /** By route. */
  public Map<Route, Endpoint> endpoints() {
    return Map.of(
        Route.SIGN_IN, this::explain,
        Route.SIGN_IN_LINK, this::show,
        Route.ENTER, this::enter,
        Route.SIGN_OUT, this::leave);
  }

  private void explain(Call call) {
    page(call, 200, "", "");
  }

  private void show(Call call) throws InterruptedException {
    refuseUnready();
    var secret = call.path("secret");
    if (isGoodSoon(secret)) {
      page(call, 200, secret, "");
    } else {
      refuse(call, "This sign-in link can't be used: it was used already, or it has expired.");
    }
  }

  /** A link may be younger than what was read of its topic: it is given a moment to arrive. */
  private boolean isGoodSoon(String secret) throws InterruptedException {
    for (var look = 0; look < LOOKS && !signIn.isKnown(secret); look++) {
      Thread.sleep(BETWEEN_LOOKS);
    }
    return signIn.isGood(secret);
  }

  private void enter(Call call) {
    refuseUnready();
    switch (signIn.enter(call.path("secret"))) {
      case Outcome.SignedIn(var secret, var session) -> welcome(call, secret, session);
      case Outcome.Refused(var why) -> refuse(call, why);
    }
  }

  private void welcome(Call call, String secret, Credential session) {
    auditing.note(call, who(session), "sign-in", session.getId(), "applied");
    call.response().headers().addCookie(cookie(call, secret, SignIn.SESSION));
    Answers.seeOther(call, "/");
  }

  private static String who(Credential session) {
    return session.getPerson() == null ? "token:" + session.getRole() : session.getPerson();
  }

  private void leave(Call call) {
    signIn.leave(call.principal());
    auditing.note(call, "sign-out", call.principal().credential(), "applied");
    call.response().headers().addCookie(cookie(call, "", Duration.ZERO));
    Answers.seeOther(call, "/sign-in");
  }

  private void refuse(Call call, String why) {
    var tooOften = attempts.failed(call.address());
    page(call, tooOften ? 429 : 410, "", tooOften ? "Too many attempts; wait a minute." : why);
  }

  private void refuseUnready() {
    if (!ready.getAsBoolean()) {
      throw Refusal.away("The console is still reading its topics; it will be ready in a moment.");
    }
  }

  private void page(Call call, int status, String secret, String problem) {
    var page = new StringOutput(2048);
    templates.render("signIn.jte", Map.of("secret", secret, "problem", problem), page);
    Answers.html(call, status, page.toString().strip() + "\n");
  }

  private static SetCookie cookie(Call call, String secret, Duration age) {
    return SetCookie.builder(Gate.COOKIE, secret)
        .path("/")
        .httpOnly(true)
        .sameSite(SetCookie.SameSite.LAX)
        .secure(isSecure(call))
        .maxAge(age)
        .build();
  }

  private static boolean isSecure(Call call) {
    return call.request().isSecure()
        || call.header(HeaderNames.X_FORWARDED_PROTO).filter("https"::equals).isPresent();
  }
}
