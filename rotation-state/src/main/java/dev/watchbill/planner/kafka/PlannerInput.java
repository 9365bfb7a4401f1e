package dev.watchbill.planner.kafka;

import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.RosterRecord;
import org.jspecify.annotations.Nullable;

/** What the planner hears. */
sealed interface PlannerInput {
  /**
   * A record of the roster.
   *
   * @param value null: the object was removed
   */
  record RosterChange(@Nullable RosterRecord value) implements PlannerInput {}

  /** An entry of an incident's timeline. */
  record Happened(IncidentEvent event) implements PlannerInput {}
}
