package dev.watchbill.escalation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is due. A deadline that lost its race is normal: then there is nothing to do. */
final class DeadlineRules {
  private final Turn turn;

  private DeadlineRules(Turn turn) {
    this.turn = turn;
  }

  static Decision decide(Memory memory, Directory directory, String incident, Instant now) {
    var known = memory.incident(incident);
    if (known.isEmpty() || isAhead(known.get(), now)) {
      return Decision.NOTHING;
    }
    if (known.get().phase() instanceof Phase.Resolved resolved
        && !now.isBefore(resolved.forgetAt())) {
      return Forgetting.whole(memory, known.get());
    }
    return new DeadlineRules(new Turn(memory, directory, known.get(), now)).decide();
  }

  private static boolean isAhead(Escalation incident, Instant now) {
    var next = incident.nextDeadline();
    return next == null || next.isAfter(now);
  }

  private Decision decide() {
    RunOut.alerts(turn);
    if (turn.signals.firing() == 0 && isDue(turn.signals.settlesAt())) {
      AlertsEnd.settled(turn);
    }
    if (turn.phase instanceof Phase.Paging && Holds.putAside(turn)) {
      return turn.decision();
    }
    if (stepIsDue()) {
      step((Phase.Paging) turn.phase);
    } else {
      Departed.replace(turn);
      OwnRules.missedReceipts(turn);
      OwnRules.due(turn);
      phase();
    }
    return turn.decision();
  }

  private boolean isDue(@Nullable Instant at) {
    return turn.isDue(at);
  }

  private boolean stepIsDue() {
    return turn.phase instanceof Phase.Paging paging && isDue(paging.due());
  }

  private void step(Phase.Paging paging) {
    if (paging.step() != 0) {
      turn.record(
          "escalated",
          event ->
              event
                  .setStep(paging.step())
                  .setDeadline(paging.due())
                  .setWhy("Nobody acknowledged in time"));
    }
    var why = paging.step() == 0 ? turn.planRef.why() : "nobody acknowledged in time";
    Steps.next(turn, paging, paging.due(), why);
  }

  private void phase() {
    switch (turn.phase) {
      case Phase.Paging p when p.handoffAt() != null && isDue(p.handoffAt()) ->
          Handing.over(turn, p, p.handoffAt());
      case Phase.Paging p -> {}
      case Phase.Acknowledged a when isDue(a.expires()) ->
          AskingAgain.backTo(
              turn,
              "ack-expired",
              a.by(),
              a.schedule(),
              a.step(),
              a.round(),
              "the acknowledgement expired");
      case Phase.Acknowledged a when a.untold() > 0 && isDue(a.tellFrom()) ->
          Joining.catchUp(turn, a);
      case Phase.Acknowledged a -> {}
      case Phase.Snoozed s when isDue(s.until()) ->
          AskingAgain.backTo(
              turn, "unsnoozed", s.by(), s.schedule(), s.step(), s.round(), "the snooze is over");
      case Phase.Snoozed s -> {}
      case Phase.Suppressed s when isDue(s.askAgainAt()) -> Holds.look(turn, s);
      case Phase.Suppressed s -> {}
      case Phase.Deferred d when isDue(d.until()) -> Holds.endDeferral(turn);
      case Phase.Deferred d -> {}
      case Phase.Parked p -> {}
      case Phase.Resolved r when !r.stub() && isDue(r.reopenUntil()) -> Forgetting.shrink(turn, r);
      case Phase.Resolved r -> {}
    }
  }
}
