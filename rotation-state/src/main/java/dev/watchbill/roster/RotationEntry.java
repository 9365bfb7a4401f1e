package dev.watchbill.roster;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Members who take turns.
 *
 * @param priority higher wins; empty: by list order, first highest
 * @param start the anchor: a local handoff in {@code zone}
 * @param shift length of a turn
 * @param hours local hours it is limited to; empty: always
 * @param inOrder plain round robin instead of a fair one
 * @param waking only members whose waking hours cover the turn
 * @param rest from the end of a turn to the next of the same person; zero: none
 * @param follows another schedule whose people serve here, before or after
 * @param effective from when an edit may move published shifts; empty: only what isn't published
 */
public record RotationEntry(
    String name,
    OptionalInt priority,
    ZoneId zone,
    List<Member> members,
    LocalDateTime start,
    Optional<Moment> from,
    Optional<Moment> until,
    TurnLength shift,
    List<Hours> hours,
    boolean inOrder,
    boolean waking,
    Duration rest,
    Optional<Duration> maxStint,
    boolean shadow,
    boolean countIdleTurns,
    Optional<String> fairnessGroup,
    Optional<Follows> follows,
    Optional<Moment> effective) {

  public RotationEntry {
    members = List.copyOf(members);
    hours = List.copyOf(hours);
  }

  /**
   * One place in the order.
   *
   * @param who one person, or several who serve together; empty: the turn is nobody's
   * @param from the day they join; empty: from the start
   */
  public record Member(List<String> who, Optional<Moment> from) {
    public Member {
      who = List.copyOf(who);
    }
  }

  /** A turn's length as written: hours, days and weeks mean different things on a clock change. */
  public record TurnLength(int count, Unit unit) {
    /** Of a turn. */
    public enum Unit {
      HOURS,
      DAYS,
      WEEKS
    }

    /** In days, where it is a whole number of them; else 0. */
    public int wholeDays() {
      return switch (unit) {
        case HOURS -> count % 24 == 0 ? count / 24 : 0;
        case DAYS -> count;
        case WEEKS -> count * 7;
      };
    }

    /** Nominal length, as if no clock ever changed. */
    public Duration nominal() {
      return switch (unit) {
        case HOURS -> Duration.ofHours(count);
        case DAYS -> Duration.ofDays(count);
        case WEEKS -> Duration.ofDays(7L * count);
      };
    }
  }

  /**
   * Whoever serves in another schedule a number of turns later.
   *
   * @param turns 1 is next, -1 was last
   */
  public record Follows(String schedule, int turns) {}
}
