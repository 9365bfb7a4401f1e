package dev.watchbill.rota;

import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One schedule's definition: all the engine needs to say who is on call. It travels as JSON ({@link
 * RotaJson}) in the roster's record of the schedule.
 *
 * @param zone the team's
 * @param rotations layers; the order decides between those of the same priority
 * @param overrides in any order
 * @param promise null when none was made: then any time with nobody is a gap
 * @param exclusiveWith schedules in which nobody may serve at the same time as here
 * @param people everybody named as a member, in any order
 */
public record Rota(
    String schedule,
    ZoneId zone,
    Mode mode,
    List<Rotation> rotations,
    List<ShiftOverride> overrides,
    @Nullable Promise promise,
    Weights weights,
    List<String> exclusiveWith,
    List<Person> people) {

  /** What several active layers mean. */
  public enum Mode {
    /** The one with the highest priority is on call. */
    PRIORITY,
    /** All of the highest priority that has anybody are. */
    LEVELS,
    /** All of them are. */
    EVERYONE
  }

  public Rota {
    mode = Objects.requireNonNullElse(mode, Mode.PRIORITY);
    rotations = List.copyOf(orEmpty(rotations));
    overrides = orEmpty(overrides).stream().distinct().sorted(ShiftOverride.BY_ENTRY).toList();
    weights = Objects.requireNonNullElse(weights, Weights.NONE);
    exclusiveWith = List.copyOf(new TreeSet<>(orEmpty(exclusiveWith)));
    people = orEmpty(people).stream().sorted(Comparator.comparing(Person::id)).toList();
    if (schedule.isBlank()) {
      throw new IllegalArgumentException("Expected a schedule id, but got an empty one");
    }
    refuseTwice(schedule, "rotation", rotations.stream().map(Rotation::name));
    refuseTwice(schedule, "person", people.stream().map(Person::id));
    var known = people.stream().map(Person::id).collect(Collectors.toSet());
    for (var rotation : rotations) {
      for (var member : rotation.members()) {
        if (!known.containsAll(member.people())) {
          throw new IllegalArgumentException(
              "Expected members among the people of schedule '%s', but got %s in rotation '%s'"
                  .formatted(schedule, member.people(), rotation.name()));
        }
      }
    }
  }

  /** A schedule of these layers, with people of no limits in its own zone. */
  public static Rota of(String schedule, ZoneId zone, Rotation... rotations) {
    var people =
        Stream.of(rotations)
            .flatMap(rotation -> rotation.members().stream())
            .flatMap(member -> member.people().stream())
            .distinct()
            .map(id -> Person.of(id, zone))
            .toList();
    return new Rota(
        schedule,
        zone,
        Mode.PRIORITY,
        List.of(rotations),
        List.of(),
        null,
        Weights.NONE,
        List.of(),
        people);
  }

  public Rota mode(Mode value) {
    return new Rota(
        schedule, zone, value, rotations, overrides, promise, weights, exclusiveWith, people);
  }

  public Rota rotations(List<Rotation> value) {
    return new Rota(
        schedule, zone, mode, value, overrides, promise, weights, exclusiveWith, people);
  }

  public Rota overrides(List<ShiftOverride> value) {
    return new Rota(
        schedule, zone, mode, rotations, value, promise, weights, exclusiveWith, people);
  }

  public Rota promise(@Nullable Promise value) {
    return new Rota(
        schedule, zone, mode, rotations, overrides, value, weights, exclusiveWith, people);
  }

  public Rota weights(Weights value) {
    return new Rota(
        schedule, zone, mode, rotations, overrides, promise, value, exclusiveWith, people);
  }

  public Rota exclusiveWith(List<String> value) {
    return new Rota(schedule, zone, mode, rotations, overrides, promise, weights, value, people);
  }

  public Rota people(List<Person> value) {
    return new Rota(
        schedule, zone, mode, rotations, overrides, promise, weights, exclusiveWith, value);
  }

  /** The same rota with this person in place of the one of the same id. */
  public Rota person(Person changed) {
    return people(
        people.stream().map(each -> each.id().equals(changed.id()) ? changed : each).toList());
  }

  /** A list that JSON left out is empty. */
  static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  private static void refuseTwice(String schedule, String what, Stream<String> names) {
    var seen = new HashSet<String>();
    names.forEach(name -> {
      if (!seen.add(name)) {
        throw new IllegalArgumentException(
            "Expected each %s once in schedule '%s', but got '%s' twice"
                .formatted(what, schedule, name));
      }
    });
  }
}
