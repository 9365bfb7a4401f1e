package dev.watchbill.rota;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Local times that come back every week: on each of {@code days} from {@code from}, until {@code
 * to} the stated number of days later. Includes its start and excludes its end.
 *
 * @param days the days it starts on, Monday first; none twice
 * @param endDay how many days after the start it ends: 0 the same day, at most 7
 */
public record Hours(List<DayOfWeek> days, LocalTime from, LocalTime to, int endDay) {
  /** All the time there is. */
  public static final Hours ALWAYS =
      daily(Set.of(DayOfWeek.values()), LocalTime.MIN, LocalTime.MIN);

  public Hours {
    if (days.isEmpty()) {
      throw new IllegalArgumentException("Expected at least one day of the week, but got none");
    }
    days = List.copyOf(EnumSet.copyOf(days));
    if (endDay < 0 || endDay > 7 || (endDay == 0 && !to.isAfter(from))) {
      throw new IllegalArgumentException(
          "Expected hours that end after they start and within a week, but got %s to %s, %d days later"
              .formatted(from, to, endDay));
    }
  }

  /**
   * The same hours on several days. {@code to} at or before {@code from} ends on the next day, so
   * that 00:00 to 00:00 is the whole day.
   */
  public static Hours daily(Set<DayOfWeek> days, LocalTime from, LocalTime to) {
    return new Hours(List.copyOf(days), from, to, to.isAfter(from) ? 0 : 1);
  }

  /** From one day of the week to another, such as Friday 22:00 to Monday 06:00. */
  public static Hours weekly(DayOfWeek fromDay, LocalTime from, DayOfWeek toDay, LocalTime to) {
    var days = Math.floorMod(toDay.getValue() - fromDay.getValue(), 7);
    return new Hours(List.of(fromDay), from, to, days == 0 && !to.isAfter(from) ? 7 : days);
  }
}
