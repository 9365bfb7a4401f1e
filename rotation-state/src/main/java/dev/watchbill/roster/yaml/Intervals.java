package dev.watchbill.roster.yaml;

import static java.time.ZoneOffset.UTC;

import dev.watchbill.roster.Moment;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.BiFunction;

/** Checks that what ends has begun. */
final class Intervals {
  /** Stands in for a moment that is missing; such a roster is refused. */
  static final Moment NOTHING = new Moment.Day(LocalDate.EPOCH);

  private Intervals() {}

  /** Reports a {@code to} at or before its {@code from}; a day at the end is included. */
  static void check(Section section, Moment from, Moment to, ZoneId zone) {
    check(section, "to", from, to, Moment::end, zone);
  }

  /** Reports an {@code until} at or before its {@code from}; it is the first moment outside. */
  static void checkUntil(Section section, Moment from, Moment until, ZoneId zone) {
    check(section, "until", from, until, Moment::start, zone);
  }

  private static void check(
      Section section,
      String key,
      Moment from,
      Moment to,
      BiFunction<Moment, ZoneId, Instant> end,
      ZoneId zone) {
    boolean read = !from.equals(NOTHING) && !to.equals(NOTHING);
    if (read && !from.start(zone).isBefore(end.apply(to, zone))) {
      var local = !(from instanceof Moment.At) && !(to instanceof Moment.At);
      // On a clock that never changes it would be right: all of it is in one gap.
      var leftOut = local && from.start(UTC).isBefore(end.apply(to, UTC));
      section
          .get(key)
          .ifPresent(it ->
              it.wrong(
                  "an end after \"from\" (%s)".formatted(from),
                  leftOut ? to + gapAt(from.start(zone), zone) : to.toString()));
    }
  }

  /** A local time in a gap is the end of the gap. */
  private static String gapAt(Instant end, ZoneId zone) {
    var change = zone.getRules().previousTransition(end.plusSeconds(1));
    return ", and the clocks of %s go from %s to %s"
        .formatted(zone, change.getDateTimeBefore(), change.getDateTimeAfter());
  }
}
