package dev.watchbill.console.api;

import dev.watchbill.schemas.IncidentEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One entry of an incident's timeline, as its event says it. */
public record TimelineItem(
    String id,
    Instant at,
    String type,
    String severity,
    @Nullable Integer step,
    @Nullable String person,
    List<String> people,
    @Nullable String channel,
    @Nullable String page,
    @Nullable String response,
    @Nullable String outcome,
    @Nullable String alertKey,
    @Nullable String integration,
    @Nullable Instant deadline,
    String text,
    String why) {

  static TimelineItem of(IncidentEvent event) {
    return new TimelineItem(
        event.getId(),
        event.getAt(),
        event.getType(),
        event.getSeverity(),
        event.getStep(),
        event.getPerson(),
        event.getPeople(),
        event.getChannel(),
        event.getPage(),
        event.getResponse(),
        event.getOutcome(),
        event.getAlertKey(),
        event.getIntegration(),
        event.getDeadline(),
        event.getText(),
        event.getWhy());
  }
}
