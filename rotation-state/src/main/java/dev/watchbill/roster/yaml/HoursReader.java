package dev.watchbill.roster.yaml;

import dev.watchbill.roster.Hours;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads hours that come back every week. */
final class HoursReader {
  private HoursReader() {}

  /** One window or a list of them. */
  static List<Hours> read(Section section, String key) {
    return section.all(key, HoursReader::window);
  }

  /** Weekdays as a range, or a list of ranges. */
  static Set<DayOfWeek> days(Section section) {
    var days = EnumSet.noneOf(DayOfWeek.class);
    section.all("days", value -> value.as(Words.DAYS)).forEach(days::addAll);
    if (section.get("days").filter(it -> it.isList() && it.list().isEmpty()).isPresent()) {
      section.get("days").ifPresent(it -> it.wrong(Words.DAYS.expected(), "an empty list"));
    }
    return days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days;
  }

  static Optional<Hours> window(Value value) {
    var section = value.section(Shape.HOURS);
    if (section.keys().isEmpty()) {
      if (value.isTable()) {
        value.wrong("hours such as {days: mon-fri, from: \"09:00\", to: \"17:00\"}", "none");
      }
      return Optional.empty();
    }
    return of(section);
  }

  /** Whether a table with more keys than hours have means hours that come back. */
  static boolean isWeekly(Section section) {
    return section.has("days")
        || hasWeekday(section, "from")
        || section
            .get("from")
            .filter(Value::isText)
            .flatMap(Value::raw)
            .flatMap(Times.FROM_CLOCK.parse())
            .isPresent();
  }

  /** The hours of a table that may have other keys too. */
  static Optional<Hours> of(Section section) {
    return hasWeekday(section, "from") || hasWeekday(section, "to")
        ? stretch(section)
        : daily(section);
  }

  private static Optional<Hours> daily(Section section) {
    var from = section.has("from") ? section.as("from", Times.FROM_CLOCK) : midnight();
    var to = section.has("to") ? section.as("to", Times.TO_CLOCK) : midnight();
    var days = days(section);
    return from.flatMap(start -> to.map(end -> new Hours.Daily(days, start, end)));
  }

  private static Optional<LocalTime> midnight() {
    return Optional.of(LocalTime.MIDNIGHT);
  }

  private static boolean hasWeekday(Section section, String key) {
    return section.get(key).filter(Value::isText).stream()
        .flatMap(it -> it.raw().stream())
        .anyMatch(text -> text.strip().contains(" "));
  }

  private static Optional<Hours> stretch(Section section) {
    section
        .get("days")
        .ifPresent(it -> it.wrong("no \"days\" beside weekdays in \"from\" and \"to\"", "some"));
    var from = section.as("from", edge(Times.FROM_CLOCK, "fri 22:00"));
    var to = section.as("to", edge(Times.TO_CLOCK, "mon 06:00"));
    for (var key : List.of("from", "to")) {
      if (!section.has(key)) {
        section.missing(key, "a weekday and a time such as fri 22:00");
      }
    }
    if (from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    var end = toMidnight(section) ? to.get().day().plus(1) : to.get().day();
    return Optional.of(
        new Hours.Stretch(from.get().day(), from.get().time(), end, to.get().time()));
  }

  private static boolean toMidnight(Section section) {
    return section.get("to").flatMap(Value::raw).filter(it -> it.endsWith(" 24:00")).isPresent();
  }

  private record Edge(DayOfWeek day, LocalTime time) {}

  private static Form<Edge> edge(Form<LocalTime> clock, String example) {
    return Form.of(
        "a weekday and a time such as " + example,
        text -> {
          var words = text.strip().split(" +", -1);
          return words.length != 2
              ? Optional.empty()
              : Words.DAY
                  .parse()
                  .apply(words[0])
                  .flatMap(day -> clock.parse().apply(words[1]).map(time -> new Edge(day, time)));
        });
  }
}
