package dev.watchbill.rota;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Chooses how each rotation's turns are assigned: plainly where nothing constrains them; else one
 * by one, together with the rotations that matter to them.
 */
final class Assignments {
  private final List<Rota> together;
  private final Map<String, Map<String, Turns>> turns = new LinkedHashMap<>();
  private final @Nullable Book book;

  private Assignments(List<Rota> together, @Nullable Book book) {
    this.together = together;
    this.book = book;
    for (var rota : together) {
      var places = new LinkedHashMap<String, Turns>();
      turns.put(rota.schedule(), places);
    }
  }

  /**
   * By schedule, then by rotation.
   *
   * @param book what is settled already; null: nothing is, and nothing will have to be
   */
  static Map<String, Map<String, Turns>> of(List<Rota> together, @Nullable Book book) {
    var assignments = new Assignments(together, book);
    assignments.groups().forEach(assignments::assign);
    new Following(together, assignments.turns).resolve();
    assignments.avoidFollowers();
    return assignments.turns;
  }

  /** Schedules that must be planned together, each in one group, in the given order. */
  private List<List<Rota>> groups() {
    var groups = new ArrayList<List<Rota>>();
    for (var rota : together) {
      var joined = new ArrayList<Rota>();
      groups.removeIf(group -> {
        var related = group.stream().anyMatch(other -> areRelated(rota, other));
        return related && joined.addAll(group);
      });
      joined.add(rota);
      groups.add(joined);
    }
    groups.forEach(group -> group.sort((a, b) -> together.indexOf(a) - together.indexOf(b)));
    return groups;
  }

  private static boolean areRelated(Rota a, Rota b) {
    var fairness = fairnessGroups(a);
    fairness.retainAll(fairnessGroups(b));
    return a.exclusiveWith().contains(b.schedule())
        || b.exclusiveWith().contains(a.schedule())
        || !fairness.isEmpty();
  }

  private static Set<String> fairnessGroups(Rota rota) {
    var names = new HashSet<String>();
    for (var rotation : rota.rotations()) {
      if (rotation.fairnessGroup() != null) {
        names.add(rotation.fairnessGroup());
      }
    }
    return names;
  }

  private void assign(List<Rota> group) {
    var joint = group.size() > 1 || group.stream().anyMatch(Assignments::isJoint);
    var tracks = new ArrayList<Track>();
    for (var rota : group) {
      var avoids = !followersToAvoid(rota, group).isEmpty();
      for (var rotation : Layering.ranked(rota)) {
        if (rotation.follows() != null) {
          continue;
        }
        if (rotation.members().isEmpty()
            || (book == null && !joint && !avoids && isPlain(rota, rotation))) {
          put(rota, rotation, new PlainTurns(new Slots(rotation)));
          continue;
        }
        var track =
            new Track(rota, rotation, exclusiveWith(rota), book == null ? Book.EMPTY : book);
        put(rota, rotation, track);
        tracks.add(track);
      }
    }
    if (joint && !tracks.isEmpty()) {
      new Replay(tracks);
    } else {
      tracks.forEach(track -> new Replay(List.of(track)));
    }
  }

  /** Whether the rotations of one schedule matter to each other. */
  private static boolean isJoint(Rota rota) {
    var rests =
        rota.rotations().stream().anyMatch(it -> !it.rest().isZero() || !it.maxStint().isZero());
    return rota.rotations().size() > 1 && (rests || !fairnessGroups(rota).isEmpty());
  }

  /**
   * Who follows is known once the followed turns are. So schedules that exclude a follower ask for
   * them, but for those it would have to wait for itself; {@code check} warns of such.
   */
  private void avoidFollowers() {
    for (var group : groups()) {
      for (var rota : group) {
        for (var other : followersToAvoid(rota, group)) {
          var theirs = Objects.requireNonNull(turns.get(other.schedule()));
          other.rotations().stream()
              .filter(it -> it.follows() != null && !it.shadow())
              .forEach(it ->
                  tracksOf(rota)
                      .forEach(track ->
                          track.avoid(
                              other.schedule(), Objects.requireNonNull(theirs.get(it.name())))));
        }
      }
    }
  }

  private Stream<Track> tracksOf(Rota rota) {
    return Objects.requireNonNull(turns.get(rota.schedule())).values().stream()
        .flatMap(each -> each instanceof Track track ? Stream.of(track) : Stream.empty());
  }

  /** Schedules that exclude this one, and follow others that are planned without it. */
  private List<Rota> followersToAvoid(Rota rota, List<Rota> group) {
    var excluded = exclusiveWith(rota);
    return together.stream()
        .filter(it -> excluded.contains(it.schedule()))
        .filter(it -> it.rotations().stream().anyMatch(each -> each.follows() != null))
        .filter(it -> Collections.disjoint(needed(it), group))
        .toList();
  }

  /** All that must be planned before it is known who serves where others are followed. */
  private Set<Rota> needed(Rota follower) {
    var needed = new LinkedHashSet<Rota>();
    var asked = new ArrayDeque<Rota>(List.of(follower));
    while (!asked.isEmpty()) {
      var next = asked.remove();
      var followed =
          next.rotations().stream()
              .flatMap(it -> Stream.ofNullable(it.follows()))
              .map(Follows::schedule)
              .toList();
      for (var group : groups()) {
        if (group.stream().anyMatch(it -> followed.contains(it.schedule()))) {
          group.stream()
              .filter(needed::add)
              .forEach(each -> {
                asked.add(each);
                // Whom those keep clear of is to be known before them.
                together.stream()
                    .filter(it -> exclusiveWith(each).contains(it.schedule()))
                    .filter(it -> !needed.contains(it))
                    .forEach(asked::add);
              });
        }
      }
    }
    return needed;
  }

  private Set<String> exclusiveWith(Rota rota) {
    var names = new HashSet<>(rota.exclusiveWith());
    together.stream()
        .filter(it -> it.exclusiveWith().contains(rota.schedule()))
        .forEach(it -> names.add(it.schedule()));
    names.remove(rota.schedule());
    return names;
  }

  private void put(Rota rota, Rotation rotation, Turns how) {
    Objects.requireNonNull(turns.get(rota.schedule())).put(rotation.name(), how);
  }

  /** Whether nothing constrains the turns of this rotation, so that they are plain round robin. */
  static boolean isPlain(Rota rota, Rotation rotation) {
    return rotation.rest().isZero()
        && rotation.maxStint().isZero()
        && !rotation.waking()
        && rotation.members().stream().allMatch(member -> member.from() == null)
        && Members.of(rota, rotation).stream()
            .allMatch(person -> person.away().isEmpty() && person.weeklyAway().isEmpty())
        && (rotation.assign() == Rotation.Assign.IN_ORDER || isEven(rota, rotation));
  }

  /** Whether every rotation that takes turns of its own is planned on its own, and is as asked. */
  static boolean arePlanned(List<Rota> together, BiPredicate<Rota, Rotation> asked) {
    var assignments = new Assignments(together, null);
    return assignments.groups().stream()
        .allMatch(group ->
            group.size() == 1
                && !isJoint(group.getFirst())
                && assignments.followersToAvoid(group.getFirst(), group).isEmpty()
                && group.getFirst().rotations().stream()
                    .filter(it -> it.follows() == null && !it.members().isEmpty())
                    .allMatch(it -> asked.test(group.getFirst(), it)));
  }

  static boolean isEven(Rota rota, Rotation rotation) {
    return rota.weights().areEven()
        && Members.of(rota, rotation).stream().allMatch(it -> it.brokenNights().isEmpty())
        && Members.of(rota, rotation).stream().mapToDouble(Person::share).distinct().count() <= 1;
  }
}
