package dev.watchbill.planner;

import dev.watchbill.rota.Rota;
import dev.watchbill.rota.RotaJson;
import dev.watchbill.schemas.Schedule;
import java.time.Duration;
import java.util.ArrayDeque;
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

  /** Reads the definitions, and finds which schedules must be planned together. */
  public static Definitions of(Collection<Schedule> schedules) {
    var rotas = new TreeMap<String, Rota>();
    var unreadable = new TreeMap<String, String>();
    for (var schedule : schedules) {
      try {
        var rota = RotaJson.read(schedule.getDefinition());
        requireSameName(schedule, rota);
        rotas.put(schedule.getId(), rota);
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
