package dev.watchbill.planner;

import dev.watchbill.rota.Person;
import dev.watchbill.rota.Rota;
import dev.watchbill.rota.RotaJson;
import dev.watchbill.schemas.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a roster wants its schedules to be.
 *
 * @param readable by schedule id
 * @param unreadable why a schedule's definition can't be planned from, by schedule id
 */
public record Definitions(
    SortedMap<String, Definition> readable, SortedMap<String, String> unreadable) {

  /** As the roster says, and nobody asked for anything. */
  public static Definitions of(Collection<Schedule> schedules) {
    return of(schedules, Standing.NOTHING);
  }

  /**
   * Reads the definitions, and finds which schedules must be planned together.
   *
   * @param standing what people asked for beside the roster
   */
  public static Definitions of(Collection<Schedule> schedules, Standing standing) {
    var rotas = new TreeMap<String, Rota>();
    var unreadable = new TreeMap<String, String>();
    for (var schedule : schedules) {
      try {
        var rota = RotaJson.read(schedule.getDefinition());
        requireSameName(schedule, rota);
        rotas.put(schedule.getId(), standing.on(rota));
      } catch (IllegalArgumentException e) {
        unreadable.put(schedule.getId(), String.valueOf(e.getMessage()));
      }
    }
    var neighbours = neighbours(rotas);
    var readable = new TreeMap<String, Definition>();
    for (var schedule : schedules) {
      if (rotas.containsKey(schedule.getId())) {
        var together = reachable(schedule.getId(), neighbours);
        readable.put(schedule.getId(), definition(schedule, together, rotas));
      }
    }
    return new Definitions(readable, unreadable);
  }

  /** The same definitions, as if an edit of each rotation acted from an instant on. */
  public Definitions effective(Instant from) {
    var dated = new TreeMap<String, Definition>();
    readable.forEach((schedule, it) ->
        dated.put(
            schedule,
            new Definition(
                it.schedule(),
                it.team(),
                it.horizon(),
                it.rotas().stream().map(rota -> effective(rota, from)).toList())));
    return new Definitions(dated, unreadable);
  }

  /** The same definitions with what people asked for beside the roster, as it is published. */
  public Definitions keeping(Map<String, Plan> published) {
    var kept = new TreeMap<String, Definition>();
    readable.forEach((schedule, it) ->
        kept.put(
            schedule,
            new Definition(
                it.schedule(),
                it.team(),
                it.horizon(),
                it.rotas().stream().map(rota -> keeping(rota, published)).toList())));
    return new Definitions(kept, unreadable);
  }

  private static Rota keeping(Rota rota, Map<String, Plan> published) {
    var plan = published.get(rota.schedule());
    return plan == null
        ? rota
        : plan.newest().rotas().stream()
            .filter(it -> it.schedule().equals(rota.schedule()))
            .findFirst()
            .map(known -> keeping(rota, known))
            .orElse(rota);
  }

  private static Rota keeping(Rota rota, Rota known) {
    var overrides = new ArrayList<>(rota.overrides());
    known.overrides().stream().filter(it -> it.at() != null).forEach(overrides::add);
    var people =
        rota.people().stream()
            .map(person ->
                known.people().stream()
                    .filter(it -> it.id().equals(person.id()))
                    .findFirst()
                    .map(it -> keeping(person, it))
                    .orElse(person))
            .toList();
    return rota.people(people).overrides(overrides);
  }

  private static Person keeping(Person person, Person known) {
    var away = new ArrayList<>(person.away());
    known.away().stream().filter(it -> it.at() != null).forEach(away::add);
    return person.away(away);
  }

  private static Rota effective(Rota rota, Instant from) {
    return rota.rotations(rota.rotations().stream().map(it -> it.effective(from)).toList());
  }

  private static void requireSameName(Schedule schedule, Rota rota) {
    if (!rota.schedule().equals(schedule.getId())) {
      throw new IllegalArgumentException(
          "Expected the definition of schedule '%s', but got that of '%s'"
              .formatted(schedule.getId(), rota.schedule()));
    }
  }

  private static Definition definition(
      Schedule schedule, Set<String> together, Map<String, Rota> rotas) {
    return new Definition(
        schedule.getId(),
        schedule.getTeam(),
        Duration.ofMillis(schedule.getHorizonMs()),
        together.stream().filter(rotas::containsKey).map(rotas::get).toList());
  }

  /** Who is tied to whom: by exclusive-with, by follows, by a fairness group. */
  private static Map<String, Set<String>> neighbours(Map<String, Rota> rotas) {
    var neighbours = new HashMap<String, Set<String>>();
    var fairness = new HashMap<String, String>();
    for (var rota : rotas.values()) {
      rota.exclusiveWith().forEach(other -> tie(neighbours, rota.schedule(), other));
      for (var rotation : rota.rotations()) {
        var follows = rotation.follows();
        if (follows != null) {
          tie(neighbours, rota.schedule(), follows.schedule());
        }
        var group = rotation.fairnessGroup();
        if (group != null) {
          tie(neighbours, rota.schedule(), fairness.computeIfAbsent(group, g -> rota.schedule()));
        }
      }
    }
    return neighbours;
  }

  private static void tie(Map<String, Set<String>> neighbours, String a, String b) {
    neighbours.computeIfAbsent(a, each -> new HashSet<>()).add(b);
    neighbours.computeIfAbsent(b, each -> new HashSet<>()).add(a);
  }

  /** In id order, which is the order in which they choose. */
  private static TreeSet<String> reachable(String start, Map<String, Set<String>> neighbours) {
    var found = new TreeSet<>(List.of(start));
    var open = new ArrayDeque<>(found);
    while (!open.isEmpty()) {
      for (var next : neighbours.getOrDefault(open.remove(), Set.of())) {
        if (found.add(next)) {
          open.add(next);
        }
      }
    }
    return found;
  }
}
