package dev.watchbill.rota;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneRules;

/**
 * The one mapping from local time to instant, used for every edge of a rota. A local time that
 * doesn't exist is the end of the gap (02:30 becomes 03:00; {@code ZonedDateTime.of} would say
 * 03:30), and one that comes twice is its first occurrence. The mapping never runs backwards.
 */
public final class WallClock {
  private WallClock() {}

  /** The instant at which {@code local} is reached in {@code zone}. */
  public static Instant instant(LocalDateTime local, ZoneId zone) {
    return Instant.ofEpochSecond(epochSecond(local, zone.getRules()));
  }

  static long epochSecond(LocalDateTime local, ZoneRules rules) {
    var transition = rules.getTransition(local);
    if (transition == null) {
      return local.toEpochSecond(rules.getOffset(local));
    }
    return transition.isGap()
        ? transition.toEpochSecond()
        : local.toEpochSecond(transition.getOffsetBefore());
  }
}
