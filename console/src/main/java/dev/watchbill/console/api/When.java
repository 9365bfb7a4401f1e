package dev.watchbill.console.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/** Instants as people write them. */
public final class When {
  private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("3000-01-01T00:00:00Z");
  private static final int DAY = "2026-01-05".length();

  private When() {}

  /**
   * Reads an instant with its zone, a local time, or a day.
   *
   * @param zone of local times; one that doesn't exist is the end of the gap, one that comes twice
   *     its first occurrence
   * @return empty if it is neither, or not of the years 1900 to 2999
   */
  public static Optional<Instant> parse(String text, ZoneId zone) {
    var written = written(text.strip());
    return instant(written).or(() -> local(written, zone)).filter(When::isSane);
  }

  /** Years nobody means; in milliseconds some don't even fit. */
  private static boolean isSane(Instant at) {
    return !at.isBefore(EARLIEST) && at.isBefore(LATEST);
  }

  /** A day is its beginning; a plus sign that wasn't encoded arrives as a space. */
  private static String written(String text) {
    if (text.length() == DAY) {
      return text + "T00:00";
    }
    return text.length() > DAY && text.charAt(DAY) == ' '
        ? text.substring(0, DAY) + "T" + text.substring(DAY + 1).replace(' ', '+')
        : text.replace(' ', '+');
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return zoned(text);
    }
  }

  private static Optional<Instant> zoned(String text) {
    try {
      return Optional.of(ZonedDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> local(String text, ZoneId zone) {
    try {
      var local = LocalDateTime.parse(text);
      var change = zone.getRules().getTransition(local);
      return Optional.of(
          change != null && change.isGap() ? change.getInstant() : local.atZone(zone).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
