package dev.watchbill.roster.yaml;

import dev.watchbill.roster.Moment;
import java.time.LocalDate;
import java.time.ZoneId;

/** Checks that what ends has begun. */
final class Intervals {
  /** Stands in for a moment that is missing; such a roster is refused. */
  static final Moment NOTHING = new Moment.Day(LocalDate.EPOCH);

  private Intervals() {}

  /** Reports a {@code to} at or before its {@code from}; a day at the end is included. */
  static void check(Section section, Moment from, Moment to, ZoneId zone) {
    check(section, "to", from, to, from.start(zone).isBefore(to.end(zone)));
  }

  /** Reports an {@code until} at or before its {@code from}; it is the first moment outside. */
  static void checkUntil(Section section, Moment from, Moment until, ZoneId zone) {
    check(section, "until", from, until, from.start(zone).isBefore(until.start(zone)));
  }

  private static void check(Section section, String end, Moment from, Moment to, boolean right) {
    boolean read = !from.equals(NOTHING) && !to.equals(NOTHING);
    if (read && !right) {
      section
          .get(end)
          .ifPresent(it -> it.wrong("an end after \"from\" (%s)".formatted(from), to.toString()));
    }
  }
}
