package dev.watchbill.planner;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** One ISO week in UTC: the unit in which a plan is published. */
record IsoWeek(LocalDate monday) {
  static IsoWeek of(Instant at) {
    return new IsoWeek(
        at.atZone(ZoneOffset.UTC)
            .toLocalDate()
            .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
  }

  Instant start() {
    return monday.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  Instant end() {
    return next().start();
  }

  IsoWeek next() {
    return new IsoWeek(monday.plusWeeks(1));
  }

  /** As in {@code 2026-W05}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%04d-W%02d",
        monday.get(IsoFields.WEEK_BASED_YEAR),
        monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
  }
}
