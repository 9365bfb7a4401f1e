package dev.watchbill.console.review;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times and lengths in words. */
record Spans(ZoneId zone) {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("EEE d MMM yyyy HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);

  /** {@code Mon 5 Jan 2026 10:00}. */
  String moment(Instant at) {
    return MOMENT.format(at.atZone(zone));
  }

  /** {@code 10:00:05}. */
  String clock(Instant at) {
    return CLOCK.format(at.atZone(zone));
  }

  /** {@code 0 s}, {@code 5 min}, {@code 1 h 30 min}, {@code 2 d 3 h}. */
  static String between(Instant from, Instant to) {
    var length = Duration.between(from, to);
    if (length.toDays() > 0) {
      return parts(length.toDays(), "d", length.toHoursPart(), "h");
    }
    if (length.toHours() > 0) {
      return parts(length.toHours(), "h", length.toMinutesPart(), "min");
    }
    return length.toMinutes() > 0
        ? parts(length.toMinutes(), "min", length.toSecondsPart(), "s")
        : length.toSeconds() + " s";
  }

  private static String parts(long large, String unit, long small, String part) {
    return large + " " + unit + (small == 0 ? "" : " " + small + " " + part);
  }
}
