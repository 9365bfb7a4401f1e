package dev.watchbill.escalation;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Set;

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

  private static boolean has(Set<String> days, LocalDateTime at) {
    return days.isEmpty()
        || days.contains(
            at.getDayOfWeek()
                .getDisplayName(TextStyle.SHORT, Locale.ENGLISH)
                .toLowerCase(Locale.ROOT));
  }
}
