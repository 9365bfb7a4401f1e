package dev.watchbill.rota;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stretch in which a person takes no turn.
 *
 * @param to exclusive; a plain inclusive date has become the midnight after it
 * @param why as shown to everybody, such as {@code leave}; may be empty
 * @param at when a person asked for it; null: the roster says so
 */
public record Absence(Instant from, Instant to, String why, @Nullable Instant at) {
  public Absence {
    why = Objects.requireNonNullElse(why, "");
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException(
          "Expected an absence to end after it starts, but got %s to %s".formatted(from, to));
    }
  }

  /** One that the roster says. */
  public Absence(Instant from, Instant to, String why) {
    this(from, to, why, null);
  }
}
