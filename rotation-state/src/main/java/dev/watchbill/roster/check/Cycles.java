package dev.watchbill.roster.check;

import dev.watchbill.roster.Finding;
import dev.watchbill.roster.Roster;
import dev.watchbill.roster.RotationEntry.Follows;
import dev.watchbill.roster.ScheduleEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Things that lead back to themselves: dependencies of services, schedules that follow. */
final class Cycles {
  private Cycles() {}

  static List<Finding> in(Roster roster) {
    var findings = new ArrayList<Finding>();
    var needs = new TreeMap<String, List<String>>();
    roster.services().forEach((id, service) -> needs.put(id, service.dependsOn()));
    for (var cycle : cycles(needs)) {
      findings.add(
          Finding.error(
              "services.%s.depends-on".formatted(cycle.getFirst()),
              "dependencies without a cycle",
              String.join(" → ", cycle)));
    }
    var followed = new TreeMap<String, List<String>>();
    roster.schedules().forEach((id, schedule) -> followed.put(id, follows(schedule)));
    for (var cycle : cycles(followed)) {
      findings.add(
          Finding.error(
              pathOfFollows(roster, cycle.getFirst()),
              "schedules that follow each other without a cycle",
              String.join(" → ", cycle)));
    }
    for (var schedule : roster.schedules().values()) {
      exclusiveWithItself(schedule, findings);
      exclusiveWithBoth(schedule, roster, findings);
    }
    return findings;
  }

  /** Who is next there would have to be known before it is known who is now. */
  private static void exclusiveWithBoth(
      ScheduleEntry schedule, Roster roster, List<Finding> findings) {
    for (var other : roster.schedules().values()) {
      for (var followed : areExclusive(schedule, other) ? follows(other) : List.<String>of()) {
        var third = roster.schedules().get(followed);
        if (third != null && !third.equals(schedule) && areExclusive(schedule, third)) {
          findings.add(
              Finding.warning(
                  Paths.of(schedule) + ".exclusive-with",
                  "either %s or %s, which follows it".formatted(third.id(), other.id()),
                  "both: only the first is kept"));
        }
      }
    }
  }

  private static boolean areExclusive(ScheduleEntry one, ScheduleEntry other) {
    return one.exclusiveWith().contains(other.id()) || other.exclusiveWith().contains(one.id());
  }

  private static void exclusiveWithItself(ScheduleEntry schedule, List<Finding> findings) {
    int self = schedule.exclusiveWith().indexOf(schedule.id());
    if (self >= 0) {
      findings.add(
          Finding.error(Paths.of(schedule) + ".exclusive-with", "other schedules", "itself"));
    }
  }

  private static List<String> follows(ScheduleEntry schedule) {
    return schedule.rotations().stream()
        .flatMap(rotation -> rotation.follows().stream())
        .map(Follows::schedule)
        .toList();
  }

  private static String pathOfFollows(Roster roster, String id) {
    return Optional.ofNullable(roster.schedules().get(id)).map(Paths::of).orElse("teams");
  }

  /** Each cycle once, from its smallest member back to it. */
  private static List<List<String>> cycles(Map<String, List<String>> edges) {
    var found = new ArrayList<List<String>>();
    var done = new TreeSet<String>();
    for (var start : edges.keySet()) {
      if (!done.contains(start)) {
        wayBack(start, edges)
            .ifPresent(cycle -> {
              found.add(cycle);
              done.addAll(cycle);
            });
      }
    }
    return found;
  }

  /** Breadth first, so that the shortest way back is told. */
  private static Optional<List<String>> wayBack(String start, Map<String, List<String>> edges) {
    var cameFrom = new TreeMap<String, String>();
    var queue = new ArrayList<String>(List.of(start));
    Function<String, List<String>> next = node -> edges.getOrDefault(node, List.of());
    for (int i = 0; i < queue.size(); i++) {
      for (var reached : next.apply(queue.get(i))) {
        if (reached.equals(start)) {
          return Optional.of(way(start, queue.get(i), cameFrom));
        }
        if (cameFrom.putIfAbsent(reached, queue.get(i)) == null) {
          queue.add(reached);
        }
      }
    }
    return Optional.empty();
  }

  private static List<String> way(String start, String last, Map<String, String> cameFrom) {
    var way = new ArrayList<String>(List.of(start));
    for (var node = last; !node.equals(start); node = cameFrom.getOrDefault(node, start)) {
      way.add(node);
    }
    way.add(start);
    return way.reversed();
  }
}
