package dev.watchbill.rota;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;

/**
 * The one mapping from local time to instant, used for every edge of a rota. A local time that
 * doesn't exist is the end of the gap (02:30 becomes 03:00; {@code ZonedDateTime.of} would say
 * 03:30), and one that comes twice is its first occurrence. The mapping never runs backwards.
 */
public final class WallClock {
  private static final long DAY = 86_400;
  private static final long FAR = LocalDate.ofYearDay(FarYears.LAST_NEAR + 1, 2).toEpochDay() * DAY;

  private WallClock() {}

  /** The instant at which {@code local} is reached in {@code zone}. */
  public static Instant instant(LocalDateTime local, ZoneId zone) {
    return Instant.ofEpochSecond(epochSecond(local, zone.getRules()));
  }

  static long epochSecond(LocalDateTime local, ZoneRules rules) {
    if (!FarYears.isFar(local.getYear(), rules)) {
      return nearEpochSecond(local, rules);
    }
    var days = FarYears.daysBack(local.getYear());
    return nearEpochSecond(local.minusDays(days), rules) + days * DAY;
  }

  /** The offset at an instant, as quickly for far ones as for near ones. */
  static ZoneOffset offset(Instant at, ZoneRules rules) {
    if (at.getEpochSecond() < FAR) {
      return rules.getOffset(at);
    }
    var year = LocalDate.ofEpochDay(Math.floorDiv(at.getEpochSecond(), DAY)).getYear();
    if (!FarYears.isFar(year, rules)) {
      return rules.getOffset(at);
    }
    return rules.getOffset(at.minusSeconds(FarYears.daysBack(year) * DAY));
  }

  private static long nearEpochSecond(LocalDateTime local, ZoneRules rules) {
    var transition = rules.getTransition(local);
    if (transition == null) {
      return local.toEpochSecond(rules.getOffset(local));
    }
    return transition.isGap()
        ? transition.toEpochSecond()
        : local.toEpochSecond(transition.getOffsetBefore());
  }
}
