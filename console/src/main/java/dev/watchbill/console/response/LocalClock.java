package dev.watchbill.console.response;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;

/**
 * Nights and weekends of a window by one zone's clock, summed up day by day once, so that many
 * shifts in it can be looked up.
 */
final class LocalClock {
  private static final LocalTime MORNING = LocalTime.of(7, 0);
  private static final LocalTime EVENING = LocalTime.of(22, 0);

  /** Of each day, in milliseconds; the last begins after the window. */
  private final long[] midnights;

  private final long[] mornings;
  private final long[] evenings;
  private final boolean[] free;

  /** Before each day. */
  private final long[] nights;

  private final long[] weekends;

  LocalClock(ZoneId zone, Instant from, Instant to) {
    var first = LocalDate.ofInstant(from, zone);
    var days = (int) (LocalDate.ofInstant(to, zone).toEpochDay() - first.toEpochDay()) + 2;
    midnights = new long[days];
    mornings = new long[days];
    evenings = new long[days];
    free = new boolean[days];
    nights = new long[days];
    weekends = new long[days];
    for (var day = 0; day < days; day++) {
      var date = first.plusDays(day);
      midnights[day] = at(date, LocalTime.MIDNIGHT, zone);
      mornings[day] = at(date, MORNING, zone);
      evenings[day] = at(date, EVENING, zone);
      free[day] = date.getDayOfWeek().getValue() > 5;
    }
    for (var day = 1; day < days; day++) {
      nights[day] = nightsBefore(day - 1, midnights[day]);
      weekends[day] = weekendsBefore(day - 1, midnights[day]);
    }
  }

  private static long at(LocalDate day, LocalTime time, ZoneId zone) {
    return day.atTime(time).atZone(zone).toInstant().toEpochMilli();
  }

  private long nightsBefore(int day, long at) {
    var early = Math.min(at, mornings[day]) - midnights[day];
    return nights[day] + early + Math.max(0, at - evenings[day]);
  }

  private long weekendsBefore(int day, long at) {
    return weekends[day] + (free[day] ? at - midnights[day] : 0);
  }

  /** Of a shift within the window, {@code [start, end)}. */
  Hours between(Instant start, Instant end) {
    var from = start.toEpochMilli();
    var to = end.toEpochMilli();
    var first = dayOf(from);
    var last = dayOf(to);
    return new Hours(
        Duration.between(start, end),
        Duration.ofMillis(nightsBefore(last, to) - nightsBefore(first, from)),
        Duration.ofMillis(weekendsBefore(last, to) - weekendsBefore(first, from)));
  }

  private int dayOf(long at) {
    var found = Arrays.binarySearch(midnights, at);
    return found >= 0 ? found : -found - 2;
  }
}
