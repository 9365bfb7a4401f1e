package dev.watchbill.escalation;

import dev.watchbill.schemas.IncidentEvent;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Somebody has it, or is one of several who must. */
final class Acknowledging {
  private Acknowledging() {}

  /** Whether others must acknowledge too before the clock stops. */
  static boolean isOneOfSeveral(Phase.Paging paging, String person) {
    var others = paging.acks().contains(person) ? paging.acks().size() - 1 : paging.acks().size();
    return others + 1 < paging.acksNeeded();
  }

  /** One of several who must: the clock goes on, but they are left alone. */
  static void inPart(
      Turn turn, Phase.Paging paging, String person, UnaryOperator<IncidentEvent.Builder> details) {
    turn.phase = paging.withAck(person);
    leaveAlone(turn, person);
    count(turn, person);
    var got = paging.acks().size() + 1;
    turn.record(
        "acknowledged",
        event ->
            details
                .apply(event.setPerson(person))
                .setWhy(got + " of " + paging.acksNeeded() + " acknowledgements"));
  }

  /** Somebody has it: the clock stops. */
  static void take(Turn turn, String person, UnaryOperator<IncidentEvent.Builder> details) {
    var schedule = dutyOf(turn, person);
    Pager.cancelAll(turn, "acknowledged by " + turn.directory.nameOf(person));
    var known = turn.directory.person(person).isPresent();
    turn.phase =
        Phase.Acknowledged.now(person, known, schedule, turn.now, expiry(turn), turn.phase);
    count(turn, person);
    turn.record("acknowledged", event -> details.apply(event.setPerson(person)));
    Publication.assign(turn, "acknowledged by " + turn.directory.nameOf(person));
  }

  /** Whoever says that they know is tried on no further contact, whoever has it. */
  static void leaveAlone(Turn turn, String person) {
    turn.responder(person).ifPresent(r -> Pager.cancel(turn, r, "acknowledged"));
  }

  /** The same with its expiry counted from now. */
  static Phase.Acknowledged renewed(Turn turn, Phase.Acknowledged owner) {
    return owner.withExpires(expiry(turn));
  }

  /**
   * For which schedule somebody answers who takes an incident: then whoever is on call there later
   * is asked in their place. An earlier step may have chosen them, who is no responder any more; or
   * it was given to them, or they help. Whom the policy names by name answers for themselves.
   */
  static @Nullable String dutyOf(Turn turn, String person) {
    var known = turn.responder(person);
    var theirs = known.map(Responder::schedule);
    if (theirs.isPresent()) {
      return theirs.get();
    }
    if (known.isPresent() && Targets.isNamed(person, turn.plan, turn.directory)) {
      return null;
    }
    return Targets.dutyOf(person, turn.plan, turn.directory, turn.now)
        .or(() -> Targets.dutyOf(person, turn.plan, turn.directory, turn.brief.getOpenedAt()))
        .orElse(null);
  }

  private static void count(Turn turn, String person) {
    turn.counts.acknowledged(person, turn.now);
    if (turn.directory.person(person).isPresent()) {
      turn.counts.cost(person, toll -> toll.acknowledged(turn.now));
    }
  }

  private static @Nullable Instant expiry(Turn turn) {
    var after = turn.plan.ackExpires();
    return after.isZero() || after.isNegative() ? null : turn.now.plus(after);
  }
}
