package dev.watchbill.escalation;

import java.util.List;

/**
 * Whoever can't be reached isn't alone with what is urgent: the first step of the organisation's
 * fallback that has anybody is paged with them.
 */
final class NotAlone {
  private NotAlone() {}

  /** Who is to be paged beside these people; they themselves may be among them. */
  static List<Targets.Chosen> with(Turn turn, List<Targets.Chosen> chosen) {
    var unseen =
        chosen.stream()
            .filter(it -> !isReachable(turn, it.person()))
            .map(it -> turn.directory.nameOf(it.person()))
            .toList();
    if (unseen.isEmpty()
        || !turn.plan.isHighUrgency()
        || turn.planRef.fallback()
        || ByHand.isOwnTest(turn)) {
      return List.of();
    }
    var why =
        "the fallback, as %s has no contact that works".formatted(String.join(" and ", unseen));
    return Finally.fallback(turn).rules().getSteps().stream()
        .map(step ->
            Targets.find(turn.directory, turn.brief.getService(), step.getTargets(), turn.now))
        .filter(found -> !found.people().isEmpty())
        .findFirst()
        .map(found -> found.because(why).people())
        .orElse(List.of());
  }

  private static boolean isReachable(Turn turn, String person) {
    return turn.directory.person(person).map(Contact::reaches).orElse(true);
  }
}
