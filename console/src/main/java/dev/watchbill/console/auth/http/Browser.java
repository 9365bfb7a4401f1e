package dev.watchbill.console.auth.http;

import dev.watchbill.console.auth.LogAway;
import dev.watchbill.console.http.Call;
import dev.watchbill.schemas.config.Secrets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tells the browser that was shown a link or an invitation from others. Where nobody could tell in
 * time whether it was first to use it, it may go on later, with any console, even if no answer came
 * back; nobody else may.
 */
final class Browser {
  private static final String COOKIE = "watchbill_use";
  private static final Duration AGE = Duration.ofDays(3);

  private Browser() {}

  /** What this browser's uses are called on the topic; empty: it has none that isn't over. */
  static String known(Call call) {
    return secret(call).map(Browser::name).orElse("");
  }

  private static Optional<String> secret(Call call) {
    return call.request()
        .headers()
        .cookies()
        .first(COOKIE)
        .asOptional()
        .filter(it -> !it.isEmpty());
  }

  /** From this answer on the browser is known, before it uses anything. */
  static void remember(Call call) {
    remember(call, secret(call).orElseGet(Secrets::mint));
  }

  private static void remember(Call call, String secret) {
    call.response().headers().addCookie(Door.cookie(call, COOKIE, secret, "/", AGE));
  }

  /** What it used is over. */
  static void forget(Call call) {
    if (secret(call).isPresent()) {
      call.response().headers().addCookie(Door.cookie(call, COOKIE, "", "/", Duration.ZERO));
    }
  }

  /** Does something as this browser; one that was shown nothing before is known by the answer. */
  static <T> T uses(Call call, Function<String, T> use) {
    var known = known(call);
    if (!known.isEmpty()) {
      return use.apply(known);
    }
    var secret = Secrets.mint();
    try {
      return use.apply(name(secret));
    } catch (LogAway e) {
      remember(call, secret);
      throw e;
    }
  }

  /** The cookie itself stands nowhere else. */
  private static String name(String secret) {
    return Secrets.hash(secret).substring(0, 32);
  }
}
