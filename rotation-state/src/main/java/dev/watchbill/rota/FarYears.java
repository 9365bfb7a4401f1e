package dev.watchbill.rota;

import java.time.LocalDate;
import java.time.Year;
import java.time.zone.ZoneRules;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Years that are like a later one: of the same length, with the same weekdays, so that clocks that
 * change by a rule do on the same days. The JDK remembers such changes up to 2100 and works them
 * out anew at each question about a later year, which takes several times as long.
 */
final class FarYears {
  /** The last year that is remembered. */
  static final int LAST_NEAR = 2100;

  /** Twenty-eight years have one of every kind; nearly all clocks change by rule in these. */
  private static final int FIRST_ALIKE = 2044;

  private static final int[][] ALIKE = new int[2][8];

  /** Whether clocks change by rule alone in years to come; one entry a zone, as the JDK keeps. */
  private static final Map<ZoneRules, Boolean> BY_RULE =
      Collections.synchronizedMap(new IdentityHashMap<>());

  static {
    for (int year = FIRST_ALIKE; year < FIRST_ALIKE + 28; year++) {
      ALIKE[Year.isLeap(year) ? 1 : 0][weekday(year)] = year;
    }
  }

  private FarYears() {}

  /** Whether a zone's clocks change in a year as they do in the one like it. */
  static boolean isFar(int year, ZoneRules rules) {
    return year > LAST_NEAR && BY_RULE.computeIfAbsent(rules, FarYears::changesByRule);
  }

  /** Gaza's clocks, for one, are laid down day by day until 2086, and change by a rule after. */
  private static boolean changesByRule(ZoneRules rules) {
    return !rules.getTransitionRules().isEmpty()
        && rules.getTransitions().getLast().getDateTimeBefore().getYear() < FIRST_ALIKE;
  }

  /** How many days before a year the one like it is. */
  static long daysBack(int year) {
    var alike = ALIKE[Year.isLeap(year) ? 1 : 0][weekday(year)];
    return LocalDate.ofYearDay(year, 1).toEpochDay() - LocalDate.ofYearDay(alike, 1).toEpochDay();
  }

  private static int weekday(int year) {
    return LocalDate.ofYearDay(year, 1).getDayOfWeek().getValue();
  }
}
