package dev.watchbill.roster;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Set;

/** Local hours that come back every week, in a zone the owner states. */
public sealed interface Hours {

  /** As people read it, such as {@code mon-fri 09:00-17:00}. */
  String text();

  /**
   * The same hours on several days.
   *
   * @param days on which it starts; never empty
   * @param to at or before {@code from}: ends the next day
   */
  record Daily(Set<DayOfWeek> days, LocalTime from, LocalTime to) implements Hours {
    public Daily {
      days = Set.copyOf(days);
    }

    @Override
    public String text() {
      var names = days.stream().sorted().map(Hours::shortName).toList();
      return "%s %s-%s".formatted(String.join(",", names), from, to);
    }
  }

  /** One stretch from a time on one weekday to a time on another. */
  record Stretch(DayOfWeek fromDay, LocalTime from, DayOfWeek toDay, LocalTime to)
      implements Hours {
    @Override
    public String text() {
      return "%s %s-%s %s".formatted(shortName(fromDay), from, shortName(toDay), to);
    }
  }

  private static String shortName(DayOfWeek day) {
    return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
  }
}
