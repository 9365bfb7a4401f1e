package dev.watchbill.escalation;

import dev.watchbill.schemas.Alert;

/** Which incident alerts of a group, and single alerts of it, belong to. */
final class Groups {
  private Groups() {}

  /**
   * From now on the group of an alert is this incident's. What still fires in one before, though it
   * was resolved by hand, stays known by its own key: its repeats are that one's.
   */
  static void take(Turn turn, Alert alert) {
    var service = alert.getService();
    var group = alert.getGroupKey();
    turn.memory
        .incidentOf(service, group)
        .filter(before -> !before.equals(turn.id()))
        .flatMap(turn.memory::incident)
        .filter(before -> before.isResolved() && before.signals().firing() > 0)
        .ifPresent(before -> keepKeys(turn, before, alert));
    turn.effect(new Effect.KeepGroup(service, group, turn.id()));
  }

  private static void keepKeys(Turn turn, Escalation before, Alert fresh) {
    var freshKey = ByKey.of(fresh.getIntegration(), fresh.getKey());
    try (var alerts = turn.memory.alerts(before.id())) {
      alerts
          .filter(alert -> alert.firing() && alert.groupKey().equals(fresh.getGroupKey()))
          .map(alert -> ByKey.of(alert.integration(), alert.key()))
          .filter(key -> !key.equals(freshKey))
          .forEach(key -> turn.effect(new Effect.KeepGroup(before.service(), key, before.id())));
    }
  }

  /**
   * An alert that begins an episode here is no longer one of an incident before. Where its sender
   * groups it, by rules that may be changed while it fires, it is known by its key too.
   */
  static void keepKey(Turn turn, Alert alert) {
    var service = alert.getService();
    var key = ByKey.of(alert.getIntegration(), alert.getKey());
    if (alert.getFoundByKey() || isGroupedBySender(alert)) {
      turn.effect(new Effect.KeepGroup(service, key, turn.id()));
    } else if (turn.memory.incidentOf(service, key).isPresent()) {
      turn.effect(new Effect.ForgetGroup(service, key));
    }
  }

  private static boolean isGroupedBySender(Alert alert) {
    var group = alert.getGroupKey();
    return !group.equals(alert.getKey()) && !group.equals(alert.getLabels().get("alertname"));
  }
}
