package dev.watchbill.notifier.slack;

import com.slack.api.app_backend.SlackSignature;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request comes from Slack, now, and for the first time.
 *
 * @see <a
 *     href="https://docs.slack.dev/authentication/verifying-requests-from-slack">verification</a>
 */
public final class SlackSignatures {
  private static final Duration OLDEST = Duration.ofMinutes(5);

  private final SlackSignature.Generator generator;
  private final InstantSource clock;
  private final Map<String, Instant> seen = new HashMap<>();

  public SlackSignatures(String signingSecret, InstantSource clock) {
    generator = new SlackSignature.Generator(signingSecret);
    this.clock = clock;
  }

  /**
   * Checks a request, and remembers it.
   *
   * @param timestamp seconds since 1970, from {@code X-Slack-Request-Timestamp}
   * @param signature from {@code X-Slack-Signature}
   */
  public boolean accepts(@Nullable String timestamp, @Nullable String signature, String body) {
    if (timestamp == null || signature == null || !isRecent(timestamp)) {
      return false;
    }
    var expected = generator.generate(timestamp, body);
    return expected != null
        && MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8))
        && isFirst(signature);
  }

  private boolean isRecent(String timestamp) {
    try {
      var sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
      return Duration.between(sent, clock.instant()).abs().compareTo(OLDEST) <= 0;
    } catch (NumberFormatException | java.time.DateTimeException | ArithmeticException e) {
      return false;
    }
  }

  private synchronized boolean isFirst(String signature) {
    var now = clock.instant();
    seen.values().removeIf(until -> until.isBefore(now));
    return seen.put(signature, now.plus(OLDEST.multipliedBy(2))) == null;
  }
}
