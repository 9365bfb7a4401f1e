package dev.watchbill.escalation;

import dev.watchbill.schemas.Target;
import java.util.List;

/** Who is paged when all steps ran out. */
final class Finally {
  private Finally() {}

  /** Whether nobody is paged after the last step, as its urgency is low. */
  static boolean isLeftToTeam(Turn turn) {
    return turn.plan.finallyTargets().isEmpty()
        && !turn.plan.isHighUrgency()
        && turn.plan.size() > 0
        && !turn.planRef.fallback();
  }

  /** Whom the plan names at the end, else everybody in the organisation's fallback. */
  static Targets.Found people(Turn turn) {
    var service = turn.brief.getService();
    var named = Targets.find(turn.directory, service, turn.plan.finallyTargets(), turn.now);
    if (!named.people().isEmpty()) {
      return named;
    }
    return Targets.everybodyIn(fallback(turn), turn.directory, service, turn.now);
  }

  /** What those people are found by: the plan's own targets, else all of the fallback's. */
  static List<Target> targets(Turn turn) {
    var service = turn.brief.getService();
    var named = turn.plan.finallyTargets();
    return Targets.find(turn.directory, service, named, turn.now).people().isEmpty()
        ? Targets.allOf(fallback(turn))
        : named;
  }

  /** The organisation's fallback, for the incident's severity. */
  static Plan fallback(Turn turn) {
    return turn.planRef.fallback()
        ? turn.plan
        : turn.directory.fallback(turn.severity(), "").plan();
  }

  /** The last resort, when neither the plan nor the fallback has anybody. */
  static Targets.Found everybodyLeft(Turn turn) {
    var why = "the last resort, as nobody else is left: an admin, or everybody";
    var everybody =
        turn.directory.lastResort().stream()
            .map(person -> new Targets.Chosen(person, null, why))
            .toList();
    return new Targets.Found(everybody, List.of(), List.of(), null);
  }
}
