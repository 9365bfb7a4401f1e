package dev.watchbill.rota;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * Whole days of a calendar in a zone, as stretches of real time.
 *
 * @param days none twice, in order
 */
record LocalDays(List<LocalDate> days, ZoneId zone) {
  /** The part of them between two instants. */
  Spans within(long from, long to) {
    var found = new Spans.Collector(4);
    for (var day : days) {
      var start = WallClock.instant(day.atStartOfDay(), zone).toEpochMilli();
      var end = WallClock.instant(day.plusDays(1).atStartOfDay(), zone).toEpochMilli();
      found.add(Math.max(from, start), Math.min(to, end));
    }
    return found.spans();
  }
}
