package dev.watchbill.console.api;

import dev.watchbill.schemas.ScheduleEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing that happened to a schedule, as the API answers it. */
public record ScheduleEventItem(
    String id,
    Instant at,
    String type,
    String schedule,
    String team,
    List<String> outgoing,
    List<String> incoming,
    @Nullable Instant start,
    @Nullable Instant end,
    List<String> incidents,
    String why,
    @Nullable String command,
    @Nullable String outcome,
    @Nullable String by) {

  /** As it is on the topic. */
  public static ScheduleEventItem of(ScheduleEvent event) {
    return new ScheduleEventItem(
        event.getId(),
        event.getAt(),
        event.getType(),
        event.getSchedule(),
        event.getTeam(),
        event.getOutgoing(),
        event.getIncoming(),
        event.getStart(),
        event.getEnd(),
        event.getIncidents(),
        event.getWhy(),
        event.getCommand(),
        event.getOutcome(),
        event.getBy());
  }
}
