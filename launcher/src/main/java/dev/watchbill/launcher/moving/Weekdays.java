package dev.watchbill.launcher.moving;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Days of the week as a roster has them. */
public final class Weekdays {
  private Weekdays() {}

  /** Runs of three days and more as a range. */
  public static String words(Set<DayOfWeek> days) {
    var words = new ArrayList<String>();
    var left = new ArrayList<>(EnumSet.copyOf(days));
    while (!left.isEmpty()) {
      var run = 1;
      while (run < left.size() && left.get(run) == left.getFirst().plus(run)) {
        run++;
      }
      if (run > 2) {
        words.add(shortName(left.getFirst()) + "-" + shortName(left.get(run - 1)));
      } else {
        left.subList(0, run).forEach(it -> words.add(shortName(it)));
      }
      left.subList(0, run).clear();
    }
    return String.join(",", words);
  }

  /** Such as {@code mon}. */
  public static String shortName(DayOfWeek day) {
    return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
  }
}
