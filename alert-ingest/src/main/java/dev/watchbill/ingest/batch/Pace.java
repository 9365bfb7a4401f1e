package dev.watchbill.ingest.batch;

import java.time.Duration;
import java.time.Instant;

/**
 * How fast one may be read whom nobody can ask to wait: what was taken is paid for afterwards, by
 * reading nothing for a while. Used by one thread.
 */
public final class Pace {
  private final double perSecond;
  private final double burst;
  private double left;
  private Instant at;

  /**
   * @param perSecond in the long run
   * @param burst at once, after a quiet time
   */
  public Pace(int perSecond, int burst, Instant now) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.left = burst;
    this.at = now;
  }

  /**
   * Some were taken.
   *
   * @return for how long no more shall be
   */
  public Duration took(int count, Instant now) {
    if (now.isAfter(at)) {
      var earned = Duration.between(at, now).toMillis() * perSecond / 1_000;
      left = Math.min(burst, left + earned);
      at = now;
    }
    left -= count;
    return left >= 0
        ? Duration.ZERO
        : Duration.ofMillis((long) Math.ceil(-left * 1_000 / perSecond));
  }
}
