package dev.watchbill.escalation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What is left of an incident that is over, and when nothing is. */
final class Forgetting {
  private Forgetting() {}

  /** What identifies it stays, to answer late responses; the rest was published. */
  static void shrink(Turn turn, Phase.Resolved resolved) {
    turn.phase =
        new Phase.Resolved(
            resolved.by(), resolved.at(), resolved.reopenUntil(), resolved.forgetAt(), true);
    turn.brief = Brief.stub(turn.brief);
    turn.responders.clear();
    turn.channels.clear();
    if (turn.signals.firing() == 0) {
      letGo(turn);
    }
  }

  private static void letGo(Turn turn) {
    forgetGroups(turn.memory, turn.freeze()).forEach(turn::effect);
    turn.effect(new Effect.ForgetAlerts(turn.id()));
  }

  /** Nothing of it is needed any more. */
  static Decision whole(Memory memory, Escalation incident) {
    var effects = new ArrayList<Effect>(forgetGroups(memory, incident));
    effects.add(new Effect.ForgetAlerts(incident.id()));
    effects.add(new Effect.ForgetIncident(incident.id()));
    return new Decision(effects);
  }

  /** The groups whose alerts are still this incident's; others belong to a newer one by now. */
  private static List<Effect> forgetGroups(Memory memory, Escalation incident) {
    try (var alerts = memory.alerts(incident.id())) {
      return Stream.concat(
              Stream.of(incident.groupKey()),
              alerts.flatMap(
                  alert -> Stream.of(alert.groupKey(), ByKey.of(alert.integration(), alert.key()))))
          .distinct()
          .filter(group ->
              memory
                  .incidentOf(incident.service(), group)
                  .filter(incident.id()::equals)
                  .isPresent())
          .<Effect>map(group -> new Effect.ForgetGroup(incident.service(), group))
          .toList();
    }
  }
}
