package dev.watchbill.rota;

import java.time.LocalDate;
import java.time.Year;

/**
 * Years that are like a later one: of the same length, with the same weekdays, so that clocks that
 * change by a rule do on the same days. The JDK remembers such changes up to 2100 and works them
 * out anew at each question about a later year, which takes several times as long.
 */
final class FarYears {
  /** The last year that is remembered. */
  static final int LAST_NEAR = 2100;

  /** Twenty-eight years have one of every kind; all clocks change by rule in these. */
  private static final int FIRST_ALIKE = 2044;

  private static final int[][] ALIKE = new int[2][8];

  static {
    for (int year = FIRST_ALIKE; year < FIRST_ALIKE + 28; year++) {
      ALIKE[Year.isLeap(year) ? 1 : 0][weekday(year)] = year;
    }
  }

  private FarYears() {}

  /** How many days before a year the one like it is. */
  static long daysBack(int year) {
    var alike = ALIKE[Year.isLeap(year) ? 1 : 0][weekday(year)];
    return LocalDate.ofYearDay(year, 1).toEpochDay() - LocalDate.ofYearDay(alike, 1).toEpochDay();
  }

  private static int weekday(int year) {
    return LocalDate.ofYearDay(year, 1).getDayOfWeek().getValue();
  }
}
