package dev.watchbill.roster;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Answers "who is on call".
 *
 * @param zone the team's
 * @param promise what coverage the team promises; empty: nothing stated
 * @param horizon how far ahead shifts are published
 * @param slackGroup the user group that is kept equal to who is on call
 */
public record ScheduleEntry(
    String id,
    String team,
    ZoneId zone,
    Optional<Promise> promise,
    Mode mode,
    Duration horizon,
    List<String> exclusiveWith,
    Weights weights,
    Optional<String> slackGroup,
    List<RotationEntry> rotations) {

  public ScheduleEntry {
    exclusiveWith = List.copyOf(exclusiveWith);
    rotations = List.copyOf(rotations);
  }

  /** Whether the highest active layer is on call, all of the highest priority, or all of them. */
  public enum Mode {
    PRIORITY,
    LEVELS,
    EVERYONE
  }

  /** When somebody must be on call. */
  public sealed interface Promise {
    /** Always. */
    record Always() implements Promise {}

    /** In these hours of the team's zone. */
    record During(List<Hours> hours) implements Promise {
      public During {
        hours = List.copyOf(hours);
      }
    }
  }

  /**
   * What an hour counts; where several factors apply, the largest.
   *
   * @param holiday factor on holidays
   * @param wake hours added for a night an incident broke
   * @param memberZone whether nights and weekends are those of the member, not of the rotation
   */
  public record Weights(
      Optional<Night> night,
      Optional<Weekend> weekend,
      double holiday,
      Duration wake,
      boolean memberZone) {

    /** Every hour counts the same; a broken night two more. */
    public static final Weights EQUAL =
        new Weights(Optional.empty(), Optional.empty(), 1, Duration.ofHours(2), true);

    /** Night hours and their factor. */
    public record Night(LocalTime from, LocalTime to, double factor) {}

    /** Weekend days and their factor. */
    public record Weekend(Set<DayOfWeek> days, double factor) {
      public Weekend {
        days = Set.copyOf(days);
      }
    }
  }
}
