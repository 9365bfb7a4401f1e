package dev.watchbill.roster.yaml;

import dev.watchbill.roster.Suggestion;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads {@code holidays}: lists of days, and iCalendar files beside the roster. */
final class HolidaysReader {
  private static final String EXPECTED = "a list of dates, or an iCalendar file of the folder";
  private final RosterFiles files;

  HolidaysReader(RosterFiles files) {
    this.files = files;
  }

  Map<String, Set<LocalDate>> read(Section roster) {
    return roster.named("holidays", Words.ID, (_, value) -> calendar(value));
  }

  private Set<LocalDate> calendar(Value value) {
    return value.isText()
        ? value.raw().map(name -> file(value, name.strip())).orElse(Set.of())
        : new TreeSet<>(value.list().stream().flatMap(it -> it.as(Times.DAY).stream()).toList());
  }

  private Set<LocalDate> file(Value value, String name) {
    if (name.matches("[A-Za-z]+://.*")) {
      value.wrong(EXPECTED, "an address, which is designed but not built yet");
      return Set.of();
    }
    var text = files.calendar(name);
    if (text.isEmpty()) {
      value.wrong(EXPECTED, Suggestion.quoted(name, files.calendars().keySet()));
      return Set.of();
    }
    try {
      return HolidayFile.days(text.get());
    } catch (IllegalArgumentException e) {
      value.wrong("an iCalendar with whole-day events", String.valueOf(e.getMessage()));
      return Set.of();
    }
  }
}
