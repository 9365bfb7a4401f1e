package dev.watchbill.console.pages;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Schedules, or one of them.
 *
 * @param schedule null: all that the filter shows
 * @param team null: all teams
 * @param answer null: nothing was asked
 * @param problem why what was asked can't be answered; empty: it can, or nothing was
 * @param services for the question's list; none where there are too many
 * @param asked what stands in the question's fields
 * @param hidden how many schedules more there are
 */
public record SchedulesView(
    TimelineView timeline,
    @Nullable String schedule,
    @Nullable String team,
    List<String> teams,
    @Nullable AnswerView answer,
    String problem,
    List<String> services,
    Asked asked,
    int hidden,
    List<Event> events,
    Set<String> members) {

  /** What somebody asked. */
  public record Asked(String service, String at) {}

  /** Something that happened to the schedule. */
  public record Event(Instant at, String type, String why) {}
}
