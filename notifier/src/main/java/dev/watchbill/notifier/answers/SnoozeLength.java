package dev.watchbill.notifier.answers;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** For how long an incident may sleep, as menus offer it. */
public enum SnoozeLength {
  HALF_AN_HOUR("for 30 minutes", Duration.ofMinutes(30)),
  AN_HOUR("for an hour", Duration.ofHours(1)),
  FOUR_HOURS("for 4 hours", Duration.ofHours(4)),
  TWELVE_HOURS("for 12 hours", Duration.ofHours(12));

  private static final Duration LONGEST = Duration.ofDays(7);

  private final String label;
  private final Duration length;

  SnoozeLength(String label, Duration length) {
    this.label = label;
    this.length = length;
  }

  public String label() {
    return label;
  }

  /** As {@link #parse} reads it. */
  public String value() {
    return length.toString();
  }

  /** A length such as {@code PT30M}; empty: it is none, or longer than a week. */
  public static Optional<Duration> parse(String text) {
    try {
      return Optional.of(Duration.parse(text))
          .filter(Duration::isPositive)
          .filter(length -> length.compareTo(LONGEST) <= 0);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
