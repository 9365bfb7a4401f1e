package dev.watchbill.console.api;

import dev.watchbill.schemas.HandedIncident;
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
    List<HandedItem> open,
    List<HandedItem> happened,
    int happenedCount,
    @Nullable Instant since,
    List<String> unreachable,
    String why,
    @Nullable String command,
    @Nullable String outcome,
    @Nullable String by,
    @Nullable String rotation) {

  /** An incident of a handoff's packet. */
  public record HandedItem(
      String id,
      String service,
      String title,
      String severity,
      String state,
      @Nullable String by,
      Instant openedAt) {
    private static HandedItem of(HandedIncident incident) {
      return new HandedItem(
          incident.getId(),
          incident.getService(),
          incident.getTitle(),
          incident.getSeverity(),
          incident.getState(),
          incident.getBy(),
          incident.getOpenedAt());
    }
  }

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
        event.getOpen().stream().map(HandedItem::of).toList(),
        event.getHappened().stream().map(HandedItem::of).toList(),
        event.getHappenedCount(),
        event.getSince(),
        event.getUnreachable(),
        event.getWhy(),
        event.getCommand(),
        event.getOutcome(),
        event.getBy(),
        event.getRotation());
  }
}
