package dev.watchbill.console;

import dev.watchbill.console.api.When;
import dev.watchbill.console.readmodel.ReadModel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads until when something is meant to last. */
record Until(ReadModel model, InstantSource clock) {
  private static final Pattern LENGTH = Pattern.compile("(\\d{1,4})(m|h|d)");

  /**
   * An instant, a local time of the viewer, or a length from now such as {@code 4h}.
   *
   * @param person the viewer; null: nobody of the roster
   */
  Optional<Instant> read(@Nullable String person, String text) {
    var length = LENGTH.matcher(text.strip());
    if (length.matches()) {
      return Optional.of(clock.instant().plus(length(length.group(1), length.group(2))));
    }
    return text.isBlank() ? Optional.empty() : When.parse(text, model.roster().zoneOf(person));
  }

  private static Duration length(String number, String unit) {
    var count = Long.parseLong(number);
    return switch (unit) {
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }
}
