package dev.watchbill.notifier.slack;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Times as people type them. */
final class SpokenTime {
  /** What is said where none was understood. */
  static final String EXPECTED =
      "a time such as 18:00, 2026-01-05T09:00, 2026-01-05, now or +2h, in your own zone";

  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern LENGTH = Pattern.compile("\\+(\\d{1,4})([mhd])");

  private SpokenTime() {}

  /**
   * Reads one.
   *
   * @param zone of local times; one that doesn't exist is the end of the gap, one that comes twice
   *     its first occurrence
   * @param from what a length, such as {@code +2h}, is added to; a time of the day is the next one
   *     not before it
   */
  static Optional<Instant> parse(String text, ZoneId zone, Instant from) {
    var length = LENGTH.matcher(text);
    if (text.equals("now")) {
      return Optional.of(from);
    }
    if (length.matches()) {
      return Optional.of(from.plus(length(Long.parseLong(length.group(1)), length.group(2))));
    }
    return instant(text)
        .or(() -> local(DAY.matcher(text).matches() ? text + "T00:00" : text, zone))
        .or(() -> timeOfDay(text, zone, from));
  }

  private static Duration length(long amount, String unit) {
    return switch (unit) {
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> local(String text, ZoneId zone) {
    try {
      return Optional.of(at(LocalDateTime.parse(text.toUpperCase(Locale.ROOT)), zone));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> timeOfDay(String text, ZoneId zone, Instant from) {
    try {
      var day = from.atZone(zone).toLocalDate();
      var time = LocalTime.parse(text.length() == 4 ? "0" + text : text);
      var today = at(day.atTime(time), zone);
      return Optional.of(today.isBefore(from) ? at(day.plusDays(1).atTime(time), zone) : today);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Instant at(LocalDateTime local, ZoneId zone) {
    var change = zone.getRules().getTransition(local);
    return change != null && change.isGap() ? change.getInstant() : local.atZone(zone).toInstant();
  }
}
