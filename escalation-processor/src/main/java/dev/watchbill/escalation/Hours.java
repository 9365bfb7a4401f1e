package dev.watchbill.escalation;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Local hours: support hours, waking hours. */
final class Hours {
  private Hours() {}

  /**
   * @param days mon … sun; empty: every day
   * @param to not after {@code from}: ends the next day
   */
  static boolean covers(Set<String> days, String from, String to, LocalDateTime at) {
    try {
      var start = LocalTime.parse(from);
      var end = LocalTime.parse(to);
      var time = at.toLocalTime();
      if (start.isBefore(end)) {
        return has(days, at) && !time.isBefore(start) && time.isBefore(end);
      }
      return (!time.isBefore(start) && has(days, at))
          || (time.isBefore(end) && has(days, at.minusDays(1)));
    } catch (DateTimeException e) {
      // The roster's check refuses such hours; one that slipped through limits nobody.
      return true;
    }
  }

  /** When hours like these may begin or end on a day: none, where they limit nobody. */
  static List<Instant> edges(String from, String to, LocalDate day, ZoneId zone) {
    try {
      return Stream.of(from, to)
          .map(time -> day.atTime(LocalTime.parse(time)).atZone(zone).toInstant())
          .toList();
    } catch (DateTimeException e) {
      return List.of();
    }
  }

  private static boolean has(Set<String> days, LocalDateTime at) {
    return days.isEmpty()
        || days.contains(
            at.getDayOfWeek()
                .getDisplayName(TextStyle.SHORT, Locale.ENGLISH)
                .toLowerCase(Locale.ROOT));
  }
}
