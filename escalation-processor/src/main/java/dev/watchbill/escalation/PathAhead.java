package dev.watchbill.escalation;

import dev.watchbill.schemas.PathStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Who would be told next, and when, if nobody acts. */
final class PathAhead {
  private static final int LONGEST = 8;
  private static final int MOST_NAMED = 20;

  private PathAhead() {}

  static List<PathStep> of(Turn turn) {
    if (!(turn.phase instanceof Phase.Paging paging)) {
      return List.of();
    }
    var path = new ArrayList<PathStep>();
    var step = paging.step();
    var round = paging.round();
    var at = paging.due();
    while (path.size() < LONGEST && step != Plan.FINALLY) {
      var last = step >= turn.plan.size();
      var over = last && round >= turn.plan.rounds();
      round = last && !over ? round + 1 : round;
      step = over ? Plan.FINALLY : last ? 1 : step + 1;
      if (over && Finally.isLeftToTeam(turn)) {
        return path;
      }
      path.add(over ? finallyStep(turn, at) : step(turn, step, at));
      at = at.plus(Steps.waitAfter(turn.plan, turn.directory, step, round));
    }
    return List.copyOf(path);
  }

  private static PathStep step(Turn turn, int number, Instant at) {
    var step = turn.plan.step(number);
    var found = Targets.find(turn.directory, turn.brief.getService(), step.getTargets(), turn.now);
    return entry(number, at, step.getTargets().stream().map(Targets::text).toList(), found);
  }

  private static PathStep finallyStep(Turn turn, Instant at) {
    var targets = Finally.targets(turn).stream().map(Targets::text).distinct().toList();
    var found = Finally.people(turn);
    return found.people().isEmpty()
        ? entry(Plan.FINALLY, at, List.of("an admin, or everybody"), Finally.everybodyLeft(turn))
        : entry(Plan.FINALLY, at, targets, found);
  }

  private static PathStep entry(int step, Instant at, List<String> targets, Targets.Found found) {
    // Each record of the incident carries them.
    var people = found.people().stream().map(Targets.Chosen::person).limit(MOST_NAMED).toList();
    return PathStep.newBuilder()
        .setStep(step)
        .setAt(at)
        .setTargets(targets)
        .setPeople(people)
        .build();
  }
}
