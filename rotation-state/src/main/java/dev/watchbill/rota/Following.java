package dev.watchbill.rota;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Finds the turns of the rotations that follow another schedule, which may follow a third. */
final class Following {
  private final Map<String, Rota> rotas = new HashMap<>();
  private final Map<String, Map<String, Turns>> turns;
  private final Set<String> begun = new HashSet<>();

  /**
   * @param turns by schedule and rotation; completed by {@link #resolve}
   */
  Following(List<Rota> together, Map<String, Map<String, Turns>> turns) {
    together.forEach(rota -> rotas.put(rota.schedule(), rota));
    this.turns = turns;
  }

  void resolve() {
    for (var rota : rotas.values()) {
      rota.rotations().forEach(rotation -> turnsOf(rota, rotation));
    }
  }

  private Turns turnsOf(Rota rota, Rotation rotation) {
    var those = Objects.requireNonNull(turns.get(rota.schedule()));
    var known = those.get(rotation.name());
    var follows = rotation.follows();
    if (known != null || follows == null) {
      return Objects.requireNonNull(known);
    }
    if (!begun.add(rota.schedule() + "/" + rotation.name())) {
      throw new IllegalArgumentException(
          "Expected schedules that follow each other without a cycle, but got '%s' again"
              .formatted(rota.schedule()));
    }
    var found = new FollowTurns(rotation, follows, followed(rotation, follows), people(rotation));
    those.put(rotation.name(), found);
    return found;
  }

  private List<FollowTurns.Followed> followed(Rotation rotation, Follows follows) {
    var followed = new ArrayList<FollowTurns.Followed>();
    for (var other : Layering.ranked(followed(rotation.name(), follows))) {
      if (!other.shadow()) {
        var turnsOfOther = turnsOf(followed(rotation.name(), follows), other);
        followed.add(new FollowTurns.Followed(turnsOfOther, base(other)));
      }
    }
    return followed;
  }

  private Rota followed(String rotation, Follows follows) {
    var rota = rotas.get(follows.schedule());
    if (rota == null) {
      throw new IllegalArgumentException(
          "Expected rotation '%s' to follow a schedule that is planned with it, but got '%s'"
              .formatted(rotation, follows.schedule()));
    }
    return rota;
  }

  /** The rotation with turns of its own at the end of a chain; whose turns are looked through. */
  private Rotation base(Rotation rotation) {
    var seen = new HashSet<Rotation>();
    var base = rotation;
    for (var follows = base.follows();
        follows != null && seen.add(base);
        follows = base.follows()) {
      var next =
          Layering.ranked(followed(base.name(), follows)).stream()
              .filter(it -> !it.shadow())
              .findFirst();
      if (next.isEmpty()) {
        return base;
      }
      base = next.get();
    }
    return base;
  }

  /** Everybody planned together: whoever serves in the followed schedule may serve here. */
  private Map<String, Availability> people(Rotation rotation) {
    var people = new HashMap<String, Availability>();
    for (var rota : rotas.values()) {
      for (var person : rota.people()) {
        people.computeIfAbsent(person.id(), id -> new Availability(person, rotation.waking()));
      }
    }
    return people;
  }
}
