package dev.watchbill.escalation;

import dev.watchbill.schemas.IncidentEvent;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The end of an incident, by a person or its source. */
final class Resolution {
  private static final Duration FORGET_AFTER = Duration.ofDays(30);

  private Resolution() {}

  /**
   * It is over.
   *
   * @param by null: the source
   */
  static void resolve(
      Turn turn, @Nullable String by, UnaryOperator<IncidentEvent.Builder> details) {
    var who = by == null ? "the source" : turn.directory.nameOf(by);
    Pager.cancelAll(turn, "resolved by " + who);
    turn.phase =
        new Phase.Resolved(
            by,
            turn.now,
            turn.now.plus(turn.directory.limits().reopenWindow()),
            turn.now.plus(FORGET_AFTER),
            false);
    turn.responders.clear();
    turn.record("resolved", event -> details.apply(event.setPerson(by)));
    turn.countOwner();
    if (!turn.brief.getTest()) {
      turn.effect(new Effect.Measure(Publication.metrics(turn, by)));
    }
    Publication.assign(turn, "resolved by " + who);
  }
}
