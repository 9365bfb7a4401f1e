package dev.watchbill.escalation;

import java.util.HashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** All steps ran out, and nobody who is paged at the end can be reached on any contact. */
final class EndOfRoad {
  private EndOfRoad() {}

  /**
   * Pages the fallback beside them and, where that is in vain too, the last resort. If there is
   * nobody besides, the next round of {@code finally-every} tries all of them again.
   */
  static void askOthers(Turn turn, String why) {
    if (ByHand.isOwnTest(turn)) {
      return;
    }
    Stream.<Supplier<Targets.Found>>of(() -> fallback(turn), () -> Finally.everybodyLeft(turn))
        .map(found -> withoutAsked(turn, found.get()))
        .filter(found -> !found.people().isEmpty())
        .findFirst()
        .ifPresent(found -> ask(turn, found, why));
  }

  private static Targets.Found fallback(Turn turn) {
    var plan = Finally.fallback(turn);
    var found = Targets.everybodyIn(plan, turn.directory, turn.brief.getService(), turn.now);
    return found.because("the fallback, as nobody who is paged at the end can be reached");
  }

  private static Targets.Found withoutAsked(Turn turn, Targets.Found found) {
    var asked = new HashMap<String, String>();
    turn.responders.stream()
        .filter(Responder::current)
        .forEach(responder -> asked.put(responder.person(), "paged already"));
    return found.without(asked);
  }

  private static void ask(Turn turn, Targets.Found found, String why) {
    turn.record("escalated", event -> event.setStep(Plan.FINALLY).setWhy(why));
    turn.show(found.channels());
    var reason = "nobody before you could be reached";
    found.people().forEach(chosen -> Pager.pageAlso(turn, chosen, reason));
    Publication.assign(turn, reason);
  }
}
