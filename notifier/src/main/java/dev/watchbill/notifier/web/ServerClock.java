package dev.watchbill.notifier.web;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * A server's clock beside ours, as its answers are dated (RFC 9110, section 6.6.1): in whole
 * seconds, and as many of ours late as they take to come.
 */
final class ServerClock {
  /** Less than this is no difference. */
  private static final Duration SAME = Duration.ofSeconds(5);

  private volatile Duration ahead = Duration.ZERO;

  /** How far it is ahead of ours; negative: behind. Zero until it is known. */
  Duration ahead() {
    return ahead;
  }

  /**
   * Takes note of an answer.
   *
   * @param now when its headers came, by our clock
   */
  void saw(HttpHeaders headers, Instant now) {
    // What somebody kept on the way says when it was kept.
    if (headers.firstValue("Age").isEmpty()) {
      headers.firstValue("Date").flatMap(ServerClock::time).ifPresent(date -> learn(now, date));
    }
  }

  private void learn(Instant now, Instant date) {
    var difference = Duration.between(now, date);
    ahead = difference.abs().compareTo(SAME) < 0 ? Duration.ZERO : difference;
  }

  private static Optional<Instant> time(String date) {
    try {
      return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date.strip())));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
