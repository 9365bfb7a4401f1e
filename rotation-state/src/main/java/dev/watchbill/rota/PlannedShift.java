package dev.watchbill.rota;

import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One person on call from {@code start} to before {@code end}, and the reason. People who serve
 * together have one each.
 *
 * @param rotation null for covers and additions of a whole schedule
 * @param turn which turn of the rotation it is, or is part of, counted from 0 at its start; null as
 *     {@code rotation}
 * @param shadow told, but not on call
 */
public record PlannedShift(
    @Nullable String rotation,
    @Nullable Long turn,
    String who,
    Instant start,
    Instant end,
    Kind kind,
    boolean shadow,
    String why) {

  /** By what right. */
  public enum Kind {
    TURN,
    COVER,
    REPLACE,
    ADD,
    SWAP;

    /** As it is written in topics and answers. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** By start, then person: the order in which shifts are answered. */
  public static final Comparator<PlannedShift> ORDER =
      Comparator.comparing(PlannedShift::start)
          .thenComparing(PlannedShift::who)
          .thenComparing(PlannedShift::shadow)
          .thenComparing(PlannedShift::end);

  public PlannedShift {
    if (!start.isBefore(end)) {
      throw new IllegalArgumentException(
          "Expected a shift to end after it starts, but got %s to %s".formatted(start, end));
    }
  }

  /** Whether this is during the shift: its start is, its end isn't. */
  public boolean covers(Instant at) {
    return !at.isBefore(start) && at.isBefore(end);
  }

  PlannedShift between(Instant from, Instant to) {
    return new PlannedShift(rotation, turn, who, from, to, kind, shadow, why);
  }
}
