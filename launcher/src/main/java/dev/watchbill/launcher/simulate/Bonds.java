package dev.watchbill.launcher.simulate;

import dev.watchbill.schemas.Alert;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which services have to do with each other in a simulation: one needs the other, an alert of one
 * runs out while its integration is heard by any alert of the other's, or whoever has an incident
 * of one is passed over for the other. What happens to the rest can be played apart and comes to
 * the same.
 */
final class Bonds {
  private final Map<String, String> bound = new HashMap<>();

  private Bonds() {}

  static Bonds of(Rosters rosters, List<Happening> happenings) {
    var bonds = new Bonds();
    rosters.needs().forEach((service, needed) -> needed.forEach(one -> bonds.tie(service, one)));
    var ties = new HashMap<String, String>();
    var ending = endingIn(happenings);
    for (var happening : happenings) {
      tieOf(happening, ending, rosters.passOverEngaged())
          .ifPresent(tie ->
              serviceOf(happening)
                  .ifPresent(
                      service -> bonds.tie(ties.computeIfAbsent(tie, first -> service), service)));
    }
    return bonds;
  }

  /** Integrations of which an alert may run out. */
  private static Set<String> endingIn(List<Happening> happenings) {
    return happenings.stream()
        .filter(Happening.Signal.class::isInstance)
        .map(it -> ((Happening.Signal) it).alert())
        .filter(alert -> alert.getEndsAt() != null)
        .map(Alert::getIntegration)
        .collect(Collectors.toSet());
  }

  /** What ties the services of two happenings together that have it in common. */
  private static Optional<String> tieOf(
      Happening happening, Set<String> ending, boolean engagementCounts) {
    if (engagementCounts) {
      return Optional.of("whoever has one");
    }
    return happening instanceof Happening.Signal(var _, var alert)
            && ending.contains(alert.getIntegration())
        ? Optional.of("integration " + alert.getIntegration())
        : Optional.empty();
  }

  /** Empty: it is about all of them. */
  private static Optional<String> serviceOf(Happening happening) {
    return switch (happening) {
      case Happening.Signal signal -> Optional.of(signal.alert().getService());
      case Happening.Act act -> Optional.of(act.response().getService());
      case Happening.Fate fate -> Optional.of(fate.receipt().getService());
      case Happening.Rule rule -> Optional.empty();
      case Happening.Silencing silencing -> Optional.empty();
      case Happening.NewRoster roster -> Optional.empty();
    };
  }

  private void tie(String one, String other) {
    var first = groupOf(one);
    var second = groupOf(other);
    if (first.compareTo(second) < 0) {
      bound.put(second, first);
    } else if (!first.equals(second)) {
      bound.put(first, second);
    }
  }

  /** The first, by id, of all services that a service has to do with; itself if with none. */
  String groupOf(String service) {
    var group = service;
    for (var next = bound.get(group); next != null; next = bound.get(group)) {
      group = next;
    }
    return group;
  }

  /**
   * What happens, in parts about as large that can be played apart.
   *
   * @param most how many at most
   */
  List<List<Happening>> parts(List<Happening> happenings, int most) {
    var sizes = new HashMap<String, Integer>();
    happenings.forEach(
        it -> serviceOf(it).ifPresent(service -> sizes.merge(groupOf(service), 1, Integer::sum)));
    var count = Math.clamp(sizes.size(), 1, most);
    var loads = new int[count];
    var places = new HashMap<String, Integer>();
    sizes.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(group -> {
          var lightest = lightest(loads);
          loads[lightest] += group.getValue();
          places.put(group.getKey(), lightest);
        });
    return divided(happenings, places, count);
  }

  private static int lightest(int[] loads) {
    var lightest = 0;
    for (var part = 1; part < loads.length; part++) {
      lightest = loads[part] < loads[lightest] ? part : lightest;
    }
    return lightest;
  }

  private List<List<Happening>> divided(
      List<Happening> happenings, Map<String, Integer> places, int count) {
    var parts = new ArrayList<List<Happening>>();
    for (var part = 0; part < count; part++) {
      parts.add(new ArrayList<>());
    }
    for (var happening : happenings) {
      serviceOf(happening)
          .map(service -> places.getOrDefault(groupOf(service), 0))
          .ifPresentOrElse(
              part -> parts.get(part).add(happening),
              () -> parts.forEach(part -> part.add(happening)));
    }
    return parts;
  }
}
