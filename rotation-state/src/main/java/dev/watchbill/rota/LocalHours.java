package dev.watchbill.rota;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Weekly hours in a zone, as stretches of real time. */
final class LocalHours {
  private static final int WEEK = 7 * 86_400;

  private final List<Hours> hours;
  private final ZoneRules rules;
  private final boolean always;
  private final int longestDays;

  LocalHours(List<Hours> hours, ZoneId zone) {
    this.hours = hours;
    this.rules = zone.getRules();
    this.longestDays = hours.stream().mapToInt(Hours::endDay).max().orElse(0);
    this.always = hours.isEmpty() || hours.contains(Hours.ALWAYS);
  }

  boolean isAlways() {
    return always;
  }

  /** The hours between two instants, joined where they meet. */
  Spans within(long from, long to) {
    if (always || from >= to) {
      return Spans.of(from, to);
    }
    var found = new ArrayList<long[]>();
    // A stretch that began days ago may last until now; a zone may skip a day.
    var first = localDate(from).minusDays(longestDays + 1);
    var last = localDate(to).plusDays(1);
    for (var day = first; !day.isAfter(last); day = day.plusDays(1)) {
      for (var each : hours) {
        if (each.days().contains(day.getDayOfWeek())) {
          addStretch(day, each, from, to, found);
        }
      }
    }
    found.sort(Comparator.comparingLong(stretch -> stretch[0]));
    var spans = new Spans.Collector(2 * found.size());
    found.forEach(stretch -> spans.add(stretch[0], stretch[1]));
    return spans.spans();
  }

  private void addStretch(LocalDate day, Hours each, long from, long to, List<long[]> found) {
    var end = millis(day.plusDays(each.endDay()).atTime(each.to()));
    if (end > from) {
      var start = Math.max(from, millis(day.atTime(each.from())));
      if (start < Math.min(end, to)) {
        found.add(new long[] {start, Math.min(end, to)});
      }
    }
  }

  /** How much of so many seconds the hours leave on average; never nothing. */
  long usualSeconds(long seconds) {
    var utc = new LocalHours(hours, ZoneOffset.UTC);
    // The epoch was a Thursday; any week will do.
    return Math.max(1, utc.within(0, WEEK * 1000L).length() / 1000 * seconds / WEEK);
  }

  /**
   * Whether any of the hours fall into so many local seconds from this second of the week (Monday
   * 00:00 is 0), on a wall clock that never changes.
   */
  boolean touches(long secondOfWeek, long seconds) {
    if (always || seconds >= WEEK) {
      return true;
    }
    for (var each : hours) {
      for (var day : each.days()) {
        var start = (day.getValue() - 1) * 86_400L + each.from().toSecondOfDay();
        var length =
            each.endDay() * 86_400L + each.to().toSecondOfDay() - each.from().toSecondOfDay();
        // Either one begins inside the other.
        if (Math.floorMod(start - secondOfWeek, WEEK) < seconds
            || Math.floorMod(secondOfWeek - start, WEEK) < length) {
          return true;
        }
      }
    }
    return false;
  }

  private LocalDate localDate(long millis) {
    var instant = Instant.ofEpochMilli(millis);
    return LocalDateTime.ofInstant(instant, offset(instant)).toLocalDate();
  }

  private ZoneOffset offset(Instant at) {
    return WallClock.offset(at, rules);
  }

  private long millis(LocalDateTime local) {
    return 1000 * WallClock.epochSecond(local, rules);
  }
}
