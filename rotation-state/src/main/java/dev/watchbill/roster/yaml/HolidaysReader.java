package dev.watchbill.roster.yaml;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads {@code holidays}: lists of days, and iCalendar files beside the roster. */
final class HolidaysReader {
  private static final String EXPECTED =
      "a list of dates, an iCalendar file of the folder, or an address";
  private final Calendars calendars;

  HolidaysReader(Calendars calendars) {
    this.calendars = calendars;
  }

  Map<String, Set<LocalDate>> read(Section roster) {
    return roster.named("holidays", Words.ID, (_, value) -> calendar(value));
  }

  private Set<LocalDate> calendar(Value value) {
    return value.isText()
        ? calendars.text(value, EXPECTED).map(text -> days(value, text)).orElse(Set.of())
        : new TreeSet<>(value.list().stream().flatMap(it -> it.as(Times.DAY).stream()).toList());
  }

  private Set<LocalDate> days(Value value, String text) {
    try {
      return HolidayFile.days(text);
    } catch (IllegalArgumentException e) {
      if (calendars.isElsewhere(value)) {
        calendars.unread(value, String.valueOf(e.getMessage()));
      } else {
        value.wrong("an iCalendar with whole-day events", String.valueOf(e.getMessage()));
      }
      return Set.of();
    }
  }
}
