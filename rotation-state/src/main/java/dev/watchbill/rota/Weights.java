package dev.watchbill.rota;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an hour on call counts for fairness. Where several factors apply to an instant, the largest
 * does.
 *
 * @param night null when nights count like days
 * @param weekend null when weekends count like weekdays
 * @param wake what a night broken by an incident counts in addition
 * @param zone whose nights, weekends and holidays count
 * @param holidays the team's holidays, for {@link Zone#ROTATION}
 */
public record Weights(
    @Nullable Hours night,
    double nightFactor,
    @Nullable Hours weekend,
    double weekendFactor,
    double holidayFactor,
    Duration wake,
    Zone zone,
    List<LocalDate> holidays) {

  /** Whose local time decides what is a night. */
  public enum Zone {
    MEMBER,
    ROTATION
  }

  /** Every hour counts the same. */
  public static final Weights NONE =
      new Weights(null, 1, null, 1, 1, Duration.ofHours(2), Zone.MEMBER, List.of());

  public Weights {
    nightFactor = factor(nightFactor, "night");
    weekendFactor = factor(weekendFactor, "weekend");
    holidayFactor = factor(holidayFactor, "holiday");
    wake = Objects.requireNonNullElse(wake, Duration.ofHours(2));
    zone = Objects.requireNonNullElse(zone, Zone.MEMBER);
    holidays = Rota.orEmpty(holidays).stream().distinct().sorted().toList();
    if (wake.isNegative()) {
      throw new IllegalArgumentException("Expected a wake weight of 0 or more, but got " + wake);
    }
  }

  /** Whether every hour counts the same. */
  public boolean areEven() {
    return (night == null || nightFactor == 1)
        && (weekend == null || weekendFactor == 1)
        && holidayFactor == 1;
  }

  private static double factor(double value, String which) {
    var factor = value == 0 ? 1 : value;
    if (!(factor >= 1 && factor <= 100)) {
      throw new IllegalArgumentException(
          "Expected a %s factor between 1 and 100, but got %s".formatted(which, value));
    }
    return factor;
  }
}
