package dev.watchbill.console.auth.http;

import dev.watchbill.console.auth.LogAway;
import dev.watchbill.console.http.Call;
import dev.watchbill.schemas.config.Secrets;
import java.time.Duration;
import java.util.function.Function;

/**
 * Tells the browser that began to use a link or an invitation from others. Where nobody could tell
 * in time whether it was first, it may go on later, with any console; nobody else may.
 */
final class Browser {
  private static final String COOKIE = "watchbill_use";
  private static final Duration AGE = Duration.ofDays(3);

  private Browser() {}

  /** What this browser's uses are called on the topic; empty: it has none that isn't over. */
  static String known(Call call) {
    return call.request()
        .headers()
        .cookies()
        .first(COOKIE)
        .asOptional()
        .filter(it -> !it.isEmpty())
        .map(Browser::name)
        .orElse("");
  }

  /** Does something as this browser; if it can't be finished now, the browser is known by then. */
  static <T> T uses(Call call, Function<String, T> use) {
    var known = known(call);
    if (!known.isEmpty()) {
      return use.apply(known);
    }
    var secret = Secrets.mint();
    try {
      return use.apply(name(secret));
    } catch (LogAway e) {
      call.response().headers().addCookie(Door.cookie(call, COOKIE, secret, "/", AGE));
      throw e;
    }
  }

  /** The cookie itself stands nowhere else. */
  private static String name(String secret) {
    return Secrets.hash(secret).substring(0, 32);
  }
}
