package dev.watchbill.rota;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How long a turn is, such as {@code 12h}, {@code 1d} or {@code 2w}. Days and weeks follow the wall
 * clock, as do hours that divide 24; other hours are elapsed time, and multiples of 24 hours are
 * days.
 */
public record TurnLength(int count, Unit unit) {
  private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,4})([hdw])");

  /** What a length is counted in. */
  public enum Unit {
    HOURS,
    DAYS,
    WEEKS
  }

  public TurnLength {
    if (count < 1) {
      throw new IllegalArgumentException(
          "Expected a turn of at least one %s, but got %d"
              .formatted(unit.name().toLowerCase(Locale.ROOT), count));
    }
    if (unit == Unit.HOURS && count % 24 == 0) {
      unit = Unit.DAYS;
      count = count / 24;
    }
  }

  /** Reads {@code 12h}, {@code 1d} or {@code 2w}. */
  public static TurnLength parse(String text) {
    var match = TEXT.matcher(text);
    if (!match.matches()) {
      throw new IllegalArgumentException(
          "Expected a turn length such as 12h, 1d or 2w, but got \"" + text + "\"");
    }
    var unit =
        switch (match.group(2)) {
          case "h" -> Unit.HOURS;
          case "d" -> Unit.DAYS;
          default -> Unit.WEEKS;
        };
    return new TurnLength(Integer.parseInt(match.group(1)), unit);
  }

  /** Whether turns are counted in elapsed time rather than on the wall clock. */
  public boolean isElapsed() {
    return unit == Unit.HOURS && 24 % count != 0;
  }

  /** The length on a wall clock that never changes: a day is 24 hours. */
  public Duration nominal() {
    return switch (unit) {
      case HOURS -> Duration.ofHours(count);
      case DAYS -> Duration.ofDays(count);
      case WEEKS -> Duration.ofDays(7L * count);
    };
  }

  @Override
  public String toString() {
    return count
        + switch (unit) {
          case HOURS -> "h";
          case DAYS -> "d";
          case WEEKS -> "w";
        };
  }
}
