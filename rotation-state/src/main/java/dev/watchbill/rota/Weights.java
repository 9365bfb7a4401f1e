package dev.watchbill.rota;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
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

  private static final Hours USUAL_NIGHT =
      Hours.daily(EnumSet.allOf(DayOfWeek.class), LocalTime.of(22, 0), LocalTime.of(7, 0));

  /**
   * Whether an instant is at night for somebody: as these weights say; else outside their waking
   * hours; else from 22:00 to 07:00 where they live.
   *
   * @param rotation zone of the rotation they serve in
   */
  public boolean isNight(Instant at, Person person, ZoneId rotation) {
    var millis = at.toEpochMilli();
    var waking = person.waking();
    if (night != null) {
      var where = zone == Zone.MEMBER ? person.zone() : rotation;
      return isWithin(night, where, millis);
    }
    return waking == null
        ? isWithin(USUAL_NIGHT, person.zone(), millis)
        : !isWithin(waking, person.zone(), millis);
  }

  private static boolean isWithin(Hours hours, ZoneId zone, long millis) {
    return !new LocalHours(List.of(hours), zone).within(millis, millis + 1).isEmpty();
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
