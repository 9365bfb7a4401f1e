package dev.watchbill.planner;

import dev.watchbill.schemas.HandedIncident;
import dev.watchbill.schemas.IncidentEvent;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a handover says of one incident.
 *
 * @param state open, acknowledged or resolved
 * @param by who acknowledged or resolved it; null: nobody, or its source did
 * @param openedMillis epoch milliseconds, as it is kept as JSON
 * @param resolvedMillis likewise; null: it isn't
 */
public record KnownIncident(
    String id,
    String service,
    String team,
    String title,
    String severity,
    String state,
    @Nullable String by,
    long openedMillis,
    @Nullable Long resolvedMillis) {

  private static final Set<String> CONCERNS =
      Set.of(
          "opened",
          "reopened",
          "severity-raised",
          "severity-eased",
          "acknowledged",
          "ack-expired",
          "owner-left",
          "reassigned",
          "resolved");

  /** Whether an event says something of it. */
  public static boolean concerns(IncidentEvent event) {
    return CONCERNS.contains(event.getType());
  }

  /**
   * As it is after an event.
   *
   * @param before null: nothing was known of it
   * @return null: nothing is known of it still
   */
  public static @Nullable KnownIncident after(@Nullable KnownIncident before, IncidentEvent event) {
    if (before == null) {
      return event.getType().equals("opened") ? opened(event) : null;
    }
    return switch (event.getType()) {
      case "reopened" -> before.now("open", null, null, event);
      case "acknowledged" -> before.now("acknowledged", event.getPerson(), null, event);
      case "ack-expired", "owner-left", "reassigned" -> before.now("open", null, null, event);
      case "resolved" ->
          before.now("resolved", event.getPerson(), event.getAt().toEpochMilli(), event);
      // How bad it is may have changed.
      default -> before.now(before.state, before.by, before.resolvedMillis, event);
    };
  }

  private static KnownIncident opened(IncidentEvent event) {
    return new KnownIncident(
        event.getIncident(),
        event.getService(),
        event.getTeam() == null ? "" : event.getTeam(),
        event.getText(),
        event.getSeverity(),
        "open",
        null,
        event.getAt().toEpochMilli(),
        null);
  }

  private KnownIncident now(
      String newState, @Nullable String newBy, @Nullable Long end, IncidentEvent event) {
    return new KnownIncident(
        id,
        service,
        event.getTeam() == null ? team : event.getTeam(),
        title,
        event.getSeverity().isEmpty() ? severity : event.getSeverity(),
        newState,
        newBy,
        openedMillis,
        end);
  }

  /** When it opened. */
  public Instant openedAt() {
    return Instant.ofEpochMilli(openedMillis);
  }

  /** Whether it was resolved before an instant. */
  public boolean endedBefore(Instant at) {
    return resolvedMillis != null && resolvedMillis < at.toEpochMilli();
  }

  boolean over() {
    return state.equals("resolved");
  }

  /** As a handoff tells it. */
  HandedIncident handed() {
    return HandedIncident.newBuilder()
        .setId(id)
        .setService(service)
        .setTitle(title)
        .setSeverity(severity)
        .setState(state)
        .setBy(by)
        .setOpenedAt(openedAt())
        .build();
  }
}
