package dev.watchbill.console.auth.http;

import dev.watchbill.console.auth.SignIn;
import dev.watchbill.console.auth.SignIn.Outcome;
import dev.watchbill.console.http.Answers;
import dev.watchbill.console.http.Auditing;
import dev.watchbill.console.http.Call;
import dev.watchbill.console.http.Gate;
import dev.watchbill.console.http.Refusal;
import dev.watchbill.schemas.Credential;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.helidon.http.HeaderNames;
import io.helidon.http.SetCookie;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** What all ways in have in common: the page, the cookie, and the entry in the audit. */
final class Door {
  private static final int LOOKS = 30;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private final Auditing auditing;
  private final BooleanSupplier ready;
  private final TemplateEngine templates =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, null, "dev.watchbill.console.templates");

  /**
   * @param ready whether credentials are known as they are now
   */
  Door(Auditing auditing, BooleanSupplier ready) {
    this.auditing = auditing;
    this.ready = ready;
  }

  Auditing auditing() {
    return auditing;
  }

  void refuseUnready() {
    if (!ready.getAsBoolean()) {
      throw Refusal.away("The console is still reading its topics; it will be ready in a moment.");
    }
  }

  /** A link may be younger than what was read of its topic: it is given a moment to arrive. */
  static void awaitKnown(String secret, Predicate<String> isKnown) throws InterruptedException {
    for (var look = 0; look < LOOKS && !isKnown.test(secret); look++) {
      Thread.sleep(BETWEEN_LOOKS);
    }
  }

  void show(Call call, int status, SignInView view) {
    var page = new StringOutput(2048);
    templates.render("signIn.jte", Map.of("view", view), page);
    Answers.html(call, status, page.toString().strip() + "\n");
  }

  /** Gives the browser its session, and goes on to the first page. */
  void welcome(Call call, Outcome.SignedIn signedIn) {
    var session = signedIn.session();
    auditing.note(call, who(session), "sign-in", session.getId(), "applied");
    var age = Duration.between(session.getCreatedAt(), expiryOf(session));
    call.response().headers().addCookie(cookie(call, Gate.COOKIE, signedIn.secret(), "/", age));
    Answers.seeOther(call, "/");
  }

  private static Instant expiryOf(Credential session) {
    var expiresAt = session.getExpiresAt();
    return expiresAt == null ? session.getCreatedAt().plus(SignIn.SESSION) : expiresAt;
  }

  private static String who(Credential session) {
    if (session.getPerson() != null) {
      return session.getPerson();
    }
    return session.getSubject() == null
        ? "token:" + session.getRole()
        : "oidc:" + session.getSubject();
  }

  /**
   * A cookie no script can read.
   *
   * @param age zero: it is taken back
   */
  static SetCookie cookie(Call call, String name, String value, String path, Duration age) {
    var cookie =
        SetCookie.builder(name, value)
            .path(path)
            .httpOnly(true)
            .sameSite(SetCookie.SameSite.LAX)
            .secure(isSecure(call));
    // An age of zero would be left out, and the cookie stay as long as the browser runs.
    return age.isZero() ? cookie.expires(Instant.EPOCH).build() : cookie.maxAge(age).build();
  }

  static boolean isSecure(Call call) {
    return call.request().isSecure()
        || call.header(HeaderNames.X_FORWARDED_PROTO).filter("https"::equals).isPresent();
  }
}
