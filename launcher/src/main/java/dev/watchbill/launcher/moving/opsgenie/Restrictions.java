package dev.watchbill.launcher.moving.opsgenie;

import dev.watchbill.launcher.moving.Draft.Hours;
import dev.watchbill.launcher.moving.UnexpectedAnswer;
import dev.watchbill.launcher.moving.Weekdays;
import dev.watchbill.launcher.moving.opsgenie.Account.Restriction;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Time restrictions as hours; those that are alike on several days are one. */
final class Restrictions {
  private static final int HOURS = 24;

  private Restrictions() {}

  private record Times(String from, String to) {}

  static List<Hours> hours(List<Restriction> restrictions) {
    var daily = new LinkedHashMap<Times, Set<DayOfWeek>>();
    var all = new ArrayList<Hours>();
    for (var said : restrictions) {
      var it = plain(said);
      var times = new Times(clock(it.startHour(), it.startMin()), clock(it.endHour(), it.endMin()));
      if (it.startDay().isEmpty()) {
        all.add(new Hours("", times.from(), times.to()));
      } else if (isDaily(it)) {
        daily.computeIfAbsent(times, _ -> EnumSet.noneOf(DayOfWeek.class)).add(day(it.startDay()));
      } else {
        all.add(
            new Hours(
                "",
                Weekdays.shortName(day(it.startDay())) + " " + times.from(),
                Weekdays.shortName(day(it.endDay())) + " " + times.to()));
      }
    }
    daily.forEach(
        (times, days) -> all.add(new Hours(Weekdays.words(days), times.from(), times.to())));
    return all;
  }

  /** Whether it ends on the day it begins, or at night after it. */
  private static boolean isDaily(Restriction it) {
    var later = it.endHour() * 60 + it.endMin() > it.startHour() * 60 + it.startMin();
    return day(it.endDay()) == (later ? day(it.startDay()) : day(it.startDay()).plus(1));
  }

  /** Hour 24 ends a day; what begins with it, or goes on, is of the next. */
  private static Restriction plain(Restriction it) {
    var late = it.startHour() == HOURS;
    var over = it.endHour() == HOURS && it.endMin() > 0;
    return new Restriction(
        late ? next(it.startDay()) : it.startDay(),
        late ? 0 : it.startHour(),
        it.startMin(),
        over ? next(it.endDay()) : it.endDay(),
        over ? 0 : it.endHour(),
        it.endMin());
  }

  private static String next(String day) {
    return day.isEmpty() ? "" : day(day).plus(1).name();
  }

  private static String clock(int hour, int minute) {
    return "%02d:%02d".formatted(hour, minute);
  }

  private static DayOfWeek day(String name) {
    try {
      return DayOfWeek.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new UnexpectedAnswer(
          "Expected a weekday in a time restriction, but got \"%s\"".formatted(name));
    }
  }
}
