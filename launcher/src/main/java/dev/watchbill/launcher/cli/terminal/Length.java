package dev.watchbill.launcher.cli.terminal;

import java.time.Duration;

/** How long, as people write it: {@code 30m}, {@code 2h}, {@code 1d}. */
public final class Length {
  private Length() {}

  /**
   * Reads one.
   *
   * @param option names it in the refusal
   */
  public static Duration of(String option, String text) {
    if (!text.matches("[1-9]\\d{0,5}[smhdw]")) {
      throw new Failure(
          Exit.USAGE,
          "%s: expected a duration such as 30m, but got \"%s\"".formatted(option, text));
    }
    var count = Long.parseLong(text.substring(0, text.length() - 1));
    return switch (text.charAt(text.length() - 1)) {
      case 's' -> Duration.ofSeconds(count);
      case 'm' -> Duration.ofMinutes(count);
      case 'h' -> Duration.ofHours(count);
      case 'd' -> Duration.ofDays(count);
      default -> Duration.ofDays(7 * count);
    };
  }
}
