package dev.watchbill.console.readiness;

import dev.watchbill.console.readiness.Finding.Severity;
import dev.watchbill.schemas.Service;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether somebody would be asked for each service now.
 *
 * @param covered schedules with somebody on call
 */
record Services(RosterSnapshot roster, Map<String, Chain> chains, Set<String> covered) {
  List<Finding> findings() {
    return roster.services().values().stream()
        .sorted(Comparator.comparing(Service::getId))
        .flatMap(service -> finding(service, Objects.requireNonNull(chains.get(service.getId()))))
        .toList();
  }

  private Stream<Finding> finding(Service service, Chain chain) {
    if (chain.links().isEmpty()) {
      return Stream.of(
          Finding.of(
              "no-policy",
              Severity.PROBLEM,
              chain.team(),
              service.getId(),
              chain.policy() == null
                  ? "no route, policy or fallback says whom to page"
                  : "policy %s pages nobody, whatever the severity".formatted(chain.policy())));
    }
    if (chain.namesPeople()
        || chain.schedules().stream().anyMatch(it -> covered.contains(it.id()))) {
      return Stream.of();
    }
    return Stream.of(
        Finding.of(
            "nobody",
            Severity.PROBLEM,
            chain.team(),
            service.getId(),
            "nobody is on call now in any step; the fallback would be paged"));
  }
}
