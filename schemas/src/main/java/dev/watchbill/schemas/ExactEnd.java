package dev.watchbill.schemas;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The end by which an alert's end is known when it is sent again. Of two episodes both may have
 * ended on a day, or in a minute, or end by plan at six: no more than that is no exact end.
 */
public final class ExactEnd {
  /** A sender's clock may be so much ahead of ours; an end beyond that is a plan, not an end. */
  private static final Duration CLOCKS_APART_AT_MOST = Duration.ofMinutes(1);

  private ExactEnd() {}

  /** That of an alert; null: it has none. */
  public static @Nullable Instant of(Alert alert) {
    var end = alert.getEndsAt();
    return end == null
            || end.equals(end.truncatedTo(ChronoUnit.MINUTES))
            || end.isAfter(alert.getReceivedAt().plus(CLOCKS_APART_AT_MOST))
        ? null
        : end;
  }
}
