package dev.watchbill.console.readiness;

import dev.watchbill.console.readiness.Finding.Severity;
import dev.watchbill.console.readmodel.questions.Beats.Beat;
import dev.watchbill.schemas.Integration;
import dev.watchbill.schemas.Service;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether monitoring still speaks.
 *
 * @param beats by name of the heartbeat or integration
 */
record Monitoring(RosterSnapshot roster, Map<String, Beat> beats) {
  List<Finding> findings() {
    return roster.integrations().values().stream()
        .filter(it -> it.getEveryMs() > 0 || it.getExpectEveryMs() > 0)
        .sorted(Comparator.comparing(Integration::getName))
        .flatMap(this::finding)
        .toList();
  }

  private Stream<Finding> finding(Integration integration) {
    var name = integration.getName();
    var beat = Optional.ofNullable(beats.get(name));
    var missed = beat.map(Beat::missedAt);
    if (missed.isPresent()) {
      return Stream.of(
          Finding.of("silent", Severity.PROBLEM, team(integration), name, "has gone silent")
              .between(missed.get(), null));
    }
    return beat.map(Beat::heardAt).isPresent()
        ? Stream.of()
        : Stream.of(
            Finding.of(
                "never-heard",
                Severity.WARNING,
                team(integration),
                name,
                "was never heard, though it is expected"));
  }

  private @Nullable String team(Integration integration) {
    return Optional.ofNullable(integration.getService())
        .map(roster.services()::get)
        .map(Service::getTeam)
        .orElse(null);
  }
}
