package dev.watchbill.ingest;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Clocks that differ: a sender that says an alert started at a time that is still to come, or whose
 * request shows another time.
 */
public final class Skew {
  /** What delays and rounding explain. */
  private static final Duration TOLERANCE = Duration.ofMinutes(1);

  private Skew() {}

  /**
   * How far a sender's clock is ahead of ours, at least.
   *
   * @return empty: nothing shows that it is
   */
  public static Optional<Duration> of(SourceAlert alert, Instant receivedAt) {
    var start = alert.startedAt();
    return start == null || !start.isAfter(receivedAt.plus(TOLERANCE))
        ? Optional.empty()
        : Optional.of(Duration.between(receivedAt, start));
  }

  /**
   * How far a sender's clock is behind ours, where its request says what it shows ({@code Date},
   * RFC 9110 section 6.6.1); negative: ahead.
   *
   * @return empty: not said, or no more than delays explain
   */
  public static Optional<Duration> ofClock(Arrival arrival) {
    return Optional.ofNullable(arrival.headers().get("date"))
        .flatMap(Skew::date)
        .map(shown -> Duration.between(shown, arrival.at()))
        .filter(behind -> behind.abs().compareTo(TOLERANCE) > 0);
  }

  private static Optional<Instant> date(String header) {
    try {
      return Optional.of(
          ZonedDateTime.parse(header.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * What to say of a signal that its sender made at another time than it was received.
   *
   * @return empty: no more than delays explain, or not said
   */
  public static String noteOfSending(@Nullable Instant sent, Instant receivedAt) {
    return sent == null || Duration.between(sent, receivedAt).abs().compareTo(TOLERANCE) <= 0
        ? ""
        : "Its sender says it is of %s, but it was received at %s.".formatted(sent, receivedAt);
  }

  static Optional<String> note(SourceAlert alert, Arrival arrival) {
    return of(alert, arrival.at())
        .map(ahead ->
            "Its sender says it started at %s, but it was received at %s: one of the clocks is wrong."
                .formatted(alert.startedAt(), arrival.at()))
        .or(() ->
            ofClock(arrival)
                .map(behind ->
                    "Its sender's clock shows %s, but it was received at %s: one of the clocks is wrong."
                        .formatted(arrival.at().minus(behind), arrival.at())));
  }
}
