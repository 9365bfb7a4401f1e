package dev.watchbill.roster;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import java.time.zone.ZoneRules;

/** A point in time as people write it: a day, a local time, or an instant. */
public sealed interface Moment {
  /** With the longest name of a zone. */
  int LONGEST = 100;

  /** As the start of an interval: a day begins at its first instant. */
  Instant start(ZoneId zone);

  /** As the end of an interval: a day is included whole. */
  Instant end(ZoneId zone);

  /** A local day. */
  record Day(LocalDate date) implements Moment {
    @Override
    public Instant start(ZoneId zone) {
      return instantOf(date.atStartOfDay(), zone);
    }

    @Override
    public Instant end(ZoneId zone) {
      return instantOf(date.plusDays(1).atStartOfDay(), zone);
    }

    @Override
    public String toString() {
      return date.toString();
    }
  }

  /** A local time. */
  record Local(LocalDateTime time) implements Moment {
    @Override
    public Instant start(ZoneId zone) {
      return instantOf(time, zone);
    }

    @Override
    public Instant end(ZoneId zone) {
      return instantOf(time, zone);
    }

    @Override
    public String toString() {
      return time.toString();
    }
  }

  /** An instant. */
  record At(Instant instant) implements Moment {
    @Override
    public Instant start(ZoneId zone) {
      return instant;
    }

    @Override
    public Instant end(ZoneId zone) {
      return instant;
    }

    @Override
    public String toString() {
      return instant.toString();
    }
  }

  /**
   * Reads a day, a local time, or an instant with its zone: {@code 2026-02-01}, {@code
   * 2026-02-01T09:00}, {@code 2026-02-01T08:00Z}, {@code 2026-02-01T09:00+01}, {@code
   * 2026-02-01T09:00+0100}, {@code 2026-02-01T09:00+01:00[Europe/Berlin]}, {@code
   * 2026-02-01T09:00[Europe/Berlin]}.
   *
   * @throws java.time.DateTimeException if it is none of these
   */
  static Moment parse(String text) {
    if (text.length() > LONGEST) {
      throw new DateTimeException(
          "Expected a time, but got %d characters".formatted(text.length()));
    }
    if (text.length() == "2026-02-01".length()) {
      return new Day(LocalDate.parse(text));
    }
    var zone = MomentFormat.LOCAL_IN_ZONE.matcher(text);
    if (zone.matches()) {
      var local = LocalDateTime.parse(zone.group("local"));
      return new At(instantOf(local, ZoneId.of(zone.group("zone"))));
    }
    var parsed =
        MomentFormat.ISO.parseBest(
            MomentFormat.withColon(text), ZonedDateTime::from, LocalDateTime::from);
    MomentFormat.YEARS.checkValidValue(parsed.get(ChronoField.YEAR), ChronoField.YEAR);
    return parsed instanceof LocalDateTime local ? new Local(local) : new At(Instant.from(parsed));
  }

  /**
   * The one mapping from local time to instant: a time that doesn't exist is the end of the gap, a
   * time that comes twice is its first occurrence.
   */
  static Instant instantOf(LocalDateTime local, ZoneId zone) {
    return instantOf(local, zone.getRules());
  }

  /** The same on clocks that are described by their rules alone. */
  static Instant instantOf(LocalDateTime local, ZoneRules rules) {
    var transition = rules.getTransition(local);
    return transition != null && transition.isGap()
        ? transition.getInstant()
        // Of two offsets it is the earlier.
        : local.toInstant(rules.getOffset(local));
  }
}
