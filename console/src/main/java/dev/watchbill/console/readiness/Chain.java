package dev.watchbill.console.readiness;

import dev.watchbill.schemas.Policy;
import dev.watchbill.schemas.Route;
import dev.watchbill.schemas.Service;
import dev.watchbill.schemas.SeverityPolicy;
import dev.watchbill.schemas.Target;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whom a service's worst alerts ask, step by step, as far as that is known without an alert: routes
 * that look at labels are left out.
 *
 * @param policy null: none fits, so that the fallback is asked
 * @param team null: none
 * @param links in the order of the steps
 */
record Chain(@Nullable String policy, @Nullable String team, List<Link> links) {
  private static final List<String> WORST_FIRST = List.of("critical", "error", "warning", "info");

  /**
   * Somebody who is asked.
   *
   * @param step from 1
   * @param kind schedule, person or team
   */
  record Link(int step, String kind, String id) {}

  static Chain of(Service service, RosterSnapshot roster) {
    var route = roster.routes().stream().filter(it -> fits(it, service)).findFirst();
    var policy =
        Optional.ofNullable(service.getPolicy())
            .or(() -> route.flatMap(it -> Optional.ofNullable(it.getPolicy())))
            .orElse(null);
    var team =
        Optional.ofNullable(service.getTeam())
            .or(() -> route.flatMap(it -> it.getTeams().stream().findFirst()))
            .orElse(null);
    var asked = Optional.ofNullable(policy).or(() -> fallback(roster)).map(roster.policies()::get);
    return new Chain(policy, team, asked.map(Chain::links).orElse(List.of()));
  }

  private static Optional<String> fallback(RosterSnapshot roster) {
    return Optional.ofNullable(roster.organization().getFallbackPolicy());
  }

  private static boolean fits(Route route, Service service) {
    return (route.getTier() == null || route.getTier() == service.getTier())
        && (route.getRegion() == null || route.getRegion().equals(service.getRegion()))
        && (route.getService() == null || route.getService().equals(service.getId()))
        && route.getLabels().isEmpty();
  }

  private static List<Link> links(Policy policy) {
    var worst =
        WORST_FIRST.stream()
            .map(policy.getSeverities()::get)
            .filter(Objects::nonNull)
            .filter(it -> !it.getPagesNobody())
            .findFirst();
    return worst.map(Chain::links).orElse(List.of());
  }

  private static List<Link> links(SeverityPolicy policy) {
    var links = new ArrayList<Link>();
    for (var step = 0; step < policy.getSteps().size(); step++) {
      var number = step + 1;
      policy.getSteps().get(step).getTargets().stream()
          .flatMap(target -> links(number, target))
          .forEach(links::add);
    }
    return links;
  }

  private static Stream<Link> links(int step, Target target) {
    return switch (target.getKind()) {
      case "schedule", "awake-of" ->
          target.getIds().stream().map(id -> new Link(step, "schedule", id));
      case "person", "team" ->
          target.getIds().stream().map(id -> new Link(step, target.getKind(), id));
      default -> Stream.of();
    };
  }

  /** Schedules in the order in which they are asked, each once. */
  List<Link> schedules() {
    var seen = new java.util.HashSet<String>();
    return links.stream()
        .filter(link -> link.kind().equals("schedule") && seen.add(link.id()))
        .toList();
  }

  /** Whether somebody is asked by name, who needs no shift. */
  boolean namesPeople() {
    return links.stream().anyMatch(link -> !link.kind().equals("schedule"));
  }
}
