package dev.watchbill.planner;

import java.time.Instant;
import java.util.Optional;

/**
 * What time does to a plan: shifts hand over, the horizon moves on, the past is forgotten.
 *
 * @param plan as it is from now on
 * @param handoff to be announced; after a standstill only the latest
 * @param announced the last handoff that was
 */
public record Upkeep(Plan plan, Optional<Handoff> handoff, Instant announced) {

  /**
   * Does what is due.
   *
   * @param announced the last handoff that was announced, or when the plan began
   */
  public static Upkeep of(Planner planner, Plan plan, Instant announced, Instant now) {
    var handoff = Handoff.latest(plan, known(plan, announced), now);
    var kept = Planner.forgetDue(plan).isAfter(now) ? plan : Planner.forget(plan, now);
    var full = Planner.extensionDue(kept).isAfter(now) ? kept : planner.extend(kept, now);
    return new Upkeep(full, handoff, handoff.map(Handoff::at).orElse(announced));
  }

  /** When there will be something to do. */
  public Instant due() {
    return due(plan, announced);
  }

  /** When there is something to do for a plan. */
  public static Instant due(Plan plan, Instant announced) {
    var due = Stretch.earlier(Planner.extensionDue(plan), Planner.forgetDue(plan));
    return Handoff.nextAfter(plan, known(plan, announced))
        .map(handoff -> Stretch.earlier(handoff, due))
        .orElse(due);
  }

  /** What was before the plan begins is not known any more. */
  private static Instant known(Plan plan, Instant announced) {
    return Stretch.later(announced, plan.from());
  }
}
