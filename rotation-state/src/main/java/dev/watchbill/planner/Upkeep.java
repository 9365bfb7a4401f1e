package dev.watchbill.planner;

import java.time.Instant;
import java.util.Optional;

/**
 * What time does to a plan: shifts hand over, the horizon moves on, the past is forgotten.
 *
 * @param grown extended, and without what is forgotten
 * @param plan as it is from now on: what nobody took is given to somebody
 * @param handoff to be announced; after a standstill only the latest
 * @param announced the last handoff that was
 * @param due when there will be something to do
 */
public record Upkeep(
    Plan grown, Plan plan, Optional<Handoff> handoff, Instant announced, Instant due) {

  /**
   * Does what is due.
   *
   * @param announced the last handoff that was announced, or when the plan began
   * @param until where the plan is published to from now on
   */
  public static Upkeep of(
      Planner planner, Plan plan, Instant announced, Instant until, Instant now) {
    var handoff = Handoff.latest(plan, known(plan, announced), now);
    var kept = Planner.forgetDue(plan).isAfter(now) ? plan : planner.forget(plan, now);
    var full = until.isAfter(kept.until()) ? planner.extend(kept, until) : kept;
    var given = planner.settleOffers(full, now);
    var told = handoff.map(Handoff::at).orElse(announced);
    return new Upkeep(full, given, handoff, told, due(planner, given, told, now));
  }

  /** When there is something to do for a plan. */
  public static Instant due(Planner planner, Plan plan, Instant announced, Instant now) {
    var due = Stretch.earlier(Planner.extensionDue(plan), Planner.forgetDue(plan));
    for (var offer : planner.offers(plan, now)) {
      due = Stretch.earlier(due, offer.givenAt());
    }
    due = Ahead.next(plan, now).filter(due::isAfter).orElse(due);
    return Handoff.nextAfter(plan, known(plan, announced)).filter(due::isAfter).orElse(due);
  }

  /** What was before the plan begins is not known any more. */
  private static Instant known(Plan plan, Instant announced) {
    return Stretch.later(announced, plan.from());
  }
}
