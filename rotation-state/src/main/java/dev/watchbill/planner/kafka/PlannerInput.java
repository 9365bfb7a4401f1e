package dev.watchbill.planner.kafka;

import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.PersonSettings;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.ScheduleCommand;
import org.jspecify.annotations.Nullable;

/** What the planner hears. */
sealed interface PlannerInput {
  /**
   * A record of the roster.
   *
   * @param value null: the object was removed
   */
  record RosterChange(@Nullable RosterRecord value) implements PlannerInput {}

  /**
   * What a person set for themselves.
   *
   * @param settings null: nothing any more
   */
  record OwnWord(@Nullable PersonSettings settings) implements PlannerInput {}

  /** Something a person asks of a plan. */
  record Asked(ScheduleCommand command) implements PlannerInput {}

  /** An entry of an incident's timeline. */
  record Happened(IncidentEvent event) implements PlannerInput {}
}
