package dev.watchbill.rota;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Members who take turns: one layer of a schedule.
 *
 * @param priority higher wins; of the same priority the first in the schedule's list does
 * @param start the local handoff in {@code zone} at which turn 0 begins; nobody is on call before
 *     it
 * @param from nobody is on call before this, though turns count from {@code start}; null for none
 * @param until nobody is on call from this on; null for none
 * @param hours the local times in {@code zone} it is limited to; empty for always
 * @param rest from the end of one turn to the start of the same person's next, touching turns
 *     included; zero for none
 * @param maxStint the longest run of touching turns of one person, by the wall clock; zero for none
 * @param waking whether only members whose waking hours cover a turn may take it
 * @param shadow told, never paged: its people are not on call, and hide nobody
 * @param countIdleTurns whether a turn that {@code hours} hide completely uses up somebody's turn
 * @param follows the schedule whose turns it takes, instead of members, start and length of its own
 * @param fairnessGroup rotations with the same one share a load; null for one's own
 * @param effective from when an edit of a published rotation may move its shifts; null: after what
 *     is published. It changes nothing about who is on call
 */
public record Rotation(
    String name,
    int priority,
    ZoneId zone,
    List<Member> members,
    LocalDateTime start,
    @Nullable Instant from,
    @Nullable Instant until,
    TurnLength shift,
    List<Hours> hours,
    Assign assign,
    Duration rest,
    Duration maxStint,
    boolean waking,
    boolean shadow,
    boolean countIdleTurns,
    @Nullable Follows follows,
    @Nullable String fairnessGroup,
    @Nullable Instant effective) {

  /** How turns find their members. */
  public enum Assign {
    /**
     * To the eligible member with the least load; plain round robin while nothing constrains it.
     */
    FAIR,
    /** Plain round robin; the next eligible one in the list stands in, and nobody else moves. */
    IN_ORDER
  }

  public Rotation {
    members = List.copyOf(Rota.orEmpty(members));
    hours = List.copyOf(Rota.orEmpty(hours));
    assign = Objects.requireNonNullElse(assign, Assign.FAIR);
    rest = Objects.requireNonNullElse(rest, Duration.ZERO);
    maxStint = Objects.requireNonNullElse(maxStint, Duration.ZERO);
    start = start.withNano(0);
    if (name.isBlank()) {
      throw new IllegalArgumentException("Expected a rotation name, but got an empty one");
    }
    if (rest.isNegative() || maxStint.isNegative()) {
      throw new IllegalArgumentException(
          "Expected rest and max-stint of 0 or more in rotation '%s', but got %s and %s"
              .formatted(name, rest, maxStint));
    }
    if (from != null && until != null && !from.isBefore(until)) {
      throw new IllegalArgumentException(
          "Expected rotation '%s' to end after it begins, but got %s to %s"
              .formatted(name, from, until));
    }
    var people = members.stream().flatMap(member -> member.people().stream()).toList();
    if (assign == Assign.FAIR && new HashSet<>(people).size() != people.size()) {
      throw new IllegalArgumentException(
          "Expected each person once in rotation '%s', as its turns are fair, but got %s"
              .formatted(name, people));
    }
    if (assign == Assign.FAIR && members.stream().anyMatch(Member::isNobody)) {
      throw new IllegalArgumentException(
          "Expected no turns of nobody in rotation '%s', as its turns are fair, but got some"
              .formatted(name));
    }
  }

  /** Starts a rotation that takes turns from {@code start}, a local handoff in {@code zone}. */
  public static Builder named(String name, ZoneId zone, LocalDateTime start, TurnLength shift) {
    return new Builder(name, zone, start, shift);
  }

  /** Starts a rotation that takes another schedule's turns. */
  public static Builder following(String name, ZoneId zone, Follows follows) {
    return named(name, zone, LocalDate.EPOCH.atStartOfDay(), TurnLength.parse("1d"))
        .follows(follows);
  }

  /** Everything that may be left out. */
  public static final class Builder {
    private final String name;
    private final ZoneId zone;
    private final LocalDateTime start;
    private final TurnLength shift;
    private int priority;
    private List<Member> members = List.of();
    private @Nullable Instant from;
    private @Nullable Instant until;
    private List<Hours> hours = List.of();
    private Assign assign = Assign.FAIR;
    private Duration rest = Duration.ZERO;
    private Duration maxStint = Duration.ZERO;
    private boolean waking;
    private boolean shadow;
    private boolean countIdleTurns;
    private @Nullable Follows follows;
    private @Nullable String fairnessGroup;
    private @Nullable Instant effective;

    private Builder(String name, ZoneId zone, LocalDateTime start, TurnLength shift) {
      this.name = name;
      this.zone = zone;
      this.start = start;
      this.shift = shift;
    }

    public Builder priority(int value) {
      priority = value;
      return this;
    }

    public Builder members(List<Member> value) {
      members = value;
      return this;
    }

    /** Members who each serve alone. */
    public Builder members(String... people) {
      return members(List.of(people).stream().map(Member::of).toList());
    }

    public Builder from(@Nullable Instant value) {
      from = value;
      return this;
    }

    public Builder until(@Nullable Instant value) {
      until = value;
      return this;
    }

    public Builder hours(List<Hours> value) {
      hours = value;
      return this;
    }

    public Builder assign(Assign value) {
      assign = value;
      return this;
    }

    public Builder rest(Duration value) {
      rest = value;
      return this;
    }

    public Builder maxStint(Duration value) {
      maxStint = value;
      return this;
    }

    public Builder waking(boolean value) {
      waking = value;
      return this;
    }

    public Builder shadow(boolean value) {
      shadow = value;
      return this;
    }

    public Builder countIdleTurns(boolean value) {
      countIdleTurns = value;
      return this;
    }

    public Builder follows(@Nullable Follows value) {
      follows = value;
      return this;
    }

    public Builder fairnessGroup(@Nullable String value) {
      fairnessGroup = value;
      return this;
    }

    public Builder effective(@Nullable Instant value) {
      effective = value;
      return this;
    }

    public Rotation build() {
      return new Rotation(
          name,
          priority,
          zone,
          members,
          start,
          from,
          until,
          shift,
          hours,
          assign,
          rest,
          maxStint,
          waking,
          shadow,
          countIdleTurns,
          follows,
          fairnessGroup,
          effective);
    }
  }

  private Builder copy() {
    return named(name, zone, start, shift)
        .priority(priority)
        .members(members)
        .from(from)
        .until(until)
        .hours(hours)
        .assign(assign)
        .rest(rest)
        .maxStint(maxStint)
        .waking(waking)
        .shadow(shadow)
        .countIdleTurns(countIdleTurns)
        .follows(follows)
        .fairnessGroup(fairnessGroup)
        .effective(effective);
  }

  /** Whether both have the same turns, whoever takes them. */
  public boolean hasTurnsOf(Rotation other) {
    return zone.equals(other.zone)
        && start.equals(other.start)
        && shift.equals(other.shift)
        && hours.equals(other.hours)
        && Objects.equals(from, other.from)
        && Objects.equals(until, other.until)
        && countIdleTurns == other.countIdleTurns
        && Objects.equals(follows, other.follows);
  }

  /** The first handoff at an instant or after it; never before the anchor. */
  public Instant handoffFrom(Instant at) {
    var grid = new TurnGrid(this);
    var millis = at.toEpochMilli();
    var slot = Math.max(0, grid.slotAt(millis));
    return Instant.ofEpochMilli(grid.start(grid.start(slot) < millis ? slot + 1 : slot));
  }

  /** Its members, each once and without nobody. */
  List<Member> distinctMembers() {
    return Member.distinct(members);
  }

  /**
   * So many turns on, at most, is whoever has the n-th that isn't nobody's, or the next of them.
   */
  public long turnsToReach(int turns) {
    var pauses = members.stream().filter(Member::isNobody).count();
    return Math.abs(turns) * (1 + pauses) + members.size() + 1;
  }

  /** The same rotation with the members of another, who take turns as there. */
  public Rotation membersOf(Rotation other) {
    return copy().members(other.members).assign(other.assign).build();
  }

  /** The same rotation, whenever an edit of it may act. */
  public Rotation effective(@Nullable Instant value) {
    return copy().effective(value).build();
  }

  /** The same rotation, in force no longer than to an instant. */
  Rotation endingAt(Instant at) {
    var ends = until == null || at.isBefore(until) ? at : until;
    // One that isn't in force yet never will be.
    return copy().from(from != null && !from.isBefore(ends) ? null : from).until(ends).build();
  }
}
