package dev.watchbill.console.response;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * Time on call, and how much of it was at night and on weekends by somebody's own clock.
 *
 * @param night from 22:00 to 07:00
 * @param weekend on Saturdays and Sundays
 */
record Hours(Duration whole, Duration night, Duration weekend) {
  static final Hours NONE = new Hours(Duration.ZERO, Duration.ZERO, Duration.ZERO);

  private static final LocalTime MORNING = LocalTime.of(7, 0);
  private static final LocalTime EVENING = LocalTime.of(22, 0);

  static Hours between(Instant start, Instant end, ZoneId zone) {
    var night = Duration.ZERO;
    var weekend = Duration.ZERO;
    var last = LocalDate.ofInstant(end, zone);
    for (var day = LocalDate.ofInstant(start, zone); !day.isAfter(last); day = day.plusDays(1)) {
      var midnight = at(day, LocalTime.MIDNIGHT, zone);
      var next = at(day.plusDays(1), LocalTime.MIDNIGHT, zone);
      night = night.plus(common(start, end, midnight, at(day, MORNING, zone)));
      night = night.plus(common(start, end, at(day, EVENING, zone), next));
      if (day.getDayOfWeek().getValue() > 5) {
        weekend = weekend.plus(common(start, end, midnight, next));
      }
    }
    return new Hours(Duration.between(start, end), night, weekend);
  }

  private static Instant at(LocalDate day, LocalTime time, ZoneId zone) {
    return day.atTime(time).atZone(zone).toInstant();
  }

  private static Duration common(Instant start, Instant end, Instant from, Instant to) {
    var first = start.isAfter(from) ? start : from;
    var last = end.isBefore(to) ? end : to;
    return first.isBefore(last) ? Duration.between(first, last) : Duration.ZERO;
  }

  Hours plus(Hours other) {
    return new Hours(whole.plus(other.whole), night.plus(other.night), weekend.plus(other.weekend));
  }

  static double number(Duration duration) {
    return Math.round(duration.toMinutes() / 6.0) / 10.0;
  }
}
