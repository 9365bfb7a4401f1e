package dev.watchbill.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Clocks that differ: a sender that says an alert started at a time that is still to come. */
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

  static Optional<String> note(SourceAlert alert, Arrival arrival) {
    return of(alert, arrival.at())
        .map(ahead ->
            "Its sender says it started at %s, but it was received at %s: one of the clocks is wrong."
                .formatted(alert.startedAt(), arrival.at()));
  }
}
