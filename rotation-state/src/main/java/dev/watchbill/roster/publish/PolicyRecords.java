package dev.watchbill.roster.publish;

import dev.watchbill.roster.PolicyEntry;
import dev.watchbill.schemas.Policy;
import dev.watchbill.schemas.PolicyStep;
import dev.watchbill.schemas.SeverityPolicy;
import dev.watchbill.schemas.Target;
import java.util.List;
import java.util.TreeMap;

/** Policies as records. */
final class PolicyRecords {
  private PolicyRecords() {}

  static Policy of(PolicyEntry entry) {
    var severities = new TreeMap<String, SeverityPolicy>();
    entry.severities().forEach((severity, it) -> severities.put(severity, severity(it)));
    return Policy.newBuilder().setId(entry.id()).setSeverities(severities).build();
  }

  private static SeverityPolicy severity(PolicyEntry.Reaction reaction) {
    return switch (reaction) {
      case PolicyEntry.Nobody _ ->
          SeverityPolicy.newBuilder()
              .setPagesNobody(true)
              .setFinallyTargets(List.of())
              .setSteps(List.of())
              .build();
      case PolicyEntry.Escalation it ->
          SeverityPolicy.newBuilder()
              .setUrgency(it.highUrgency() ? "high" : "low")
              .setAckExpiresMs(it.ackExpires().toMillis())
              .setRepeat(it.repeat())
              .setFinallyTargets(targets(it.last()))
              .setDefer(it.deferred() ? "support-hours" : null)
              .setWhenEngaged(it.passesOverEngaged() ? "next" : null)
              .setTicket(it.ticket())
              .setSteps(it.steps().stream().map(PolicyRecords::step).toList())
              .build();
    };
  }

  private static PolicyStep step(PolicyEntry.Step step) {
    return PolicyStep.newBuilder()
        .setTargets(targets(step.targets()))
        .setVia(step.via())
        .setAcks(step.acks())
        .setRoundRobin(step.roundRobin())
        .setDelayMs(step.delay().toMillis())
        .setPatienceMs(step.patience().toMillis())
        .build();
  }

  private static List<Target> targets(List<PolicyEntry.Target> targets) {
    return targets.stream()
        .map(it -> Target.newBuilder().setKind(it.kind()).setIds(it.ids()).build())
        .toList();
  }
}
