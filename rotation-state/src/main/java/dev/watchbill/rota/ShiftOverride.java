package dev.watchbill.rota;

import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stretch given to somebody else. Each acts once on what the rotations plan, never on what
 * another override made of it; rotations go on as if there were none.
 *
 * @param who who serves; for {@link Kind#REMOVE} who doesn't
 * @param insteadOf whose stretches they take, for {@link Kind#REPLACE} and {@link Kind#SWAP}; else
 *     null
 * @param at when it was asked for: of two that overlap the later wins; null (from a roster) is
 *     before any other
 * @param rotation whose turns alone it acts on; null: the schedule's, whichever rotation they are
 *     of
 */
public record ShiftOverride(
    Kind kind,
    String who,
    @Nullable String insteadOf,
    Instant from,
    Instant to,
    @Nullable Instant at,
    @Nullable String rotation) {

  /** What it does between {@code from} and {@code to}. */
  public enum Kind {
    /** {@code who} is on call alone, whoever would be. */
    COVER,
    /** {@code who} serves wherever {@code insteadOf} would. */
    REPLACE,
    /** {@code who} is on call too. */
    ADD,
    /** {@code who} is not on call. */
    REMOVE,
    /** A replacement both have agreed to; the stretch given in return is another one. */
    SWAP
  }

  /** Later wins; the rest of the order only makes the choice the same every time. */
  static final Comparator<ShiftOverride> BY_ENTRY =
      Comparator.comparing(
              (ShiftOverride each) -> Objects.requireNonNullElse(each.at(), Instant.MIN))
          .thenComparing(ShiftOverride::from)
          .thenComparing(ShiftOverride::to)
          .thenComparing(ShiftOverride::kind)
          .thenComparing(ShiftOverride::who)
          .thenComparing(each -> Objects.requireNonNullElse(each.insteadOf(), ""))
          .thenComparing(each -> Objects.requireNonNullElse(each.rotation(), ""));

  public ShiftOverride {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException(
          "Expected an override to end after it starts, but got %s to %s".formatted(from, to));
    }
    var replaces = kind == Kind.REPLACE || kind == Kind.SWAP;
    if (replaces == (insteadOf == null) || who.isBlank()) {
      throw new IllegalArgumentException(
          "Expected %s for an override of kind %s, but got '%s' instead of '%s'"
              .formatted(replaces ? "two people" : "one person", kind, who, insteadOf));
    }
  }

  public static ShiftOverride cover(String who, Instant from, Instant to) {
    return new ShiftOverride(Kind.COVER, who, null, from, to, null, null);
  }

  public static ShiftOverride replace(String who, String insteadOf, Instant from, Instant to) {
    return new ShiftOverride(Kind.REPLACE, who, insteadOf, from, to, null, null);
  }

  public static ShiftOverride add(String who, Instant from, Instant to) {
    return new ShiftOverride(Kind.ADD, who, null, from, to, null, null);
  }

  public static ShiftOverride remove(String who, Instant from, Instant to) {
    return new ShiftOverride(Kind.REMOVE, who, null, from, to, null, null);
  }

  /** The same of one rotation alone; null: of the schedule. */
  public ShiftOverride rotation(@Nullable String name) {
    return new ShiftOverride(kind, who, insteadOf, from, to, at, name);
  }

  /** Whose turns it takes, by what they are planned; null: whoever's, or nobody's. */
  public @Nullable String subject() {
    return switch (kind) {
      case REPLACE, SWAP -> insteadOf;
      case REMOVE -> who;
      case COVER, ADD -> null;
    };
  }
}
