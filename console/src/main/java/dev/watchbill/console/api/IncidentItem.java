package dev.watchbill.console.api;

import dev.watchbill.schemas.Incident;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One incident in a list.
 *
 * @param status open, acknowledged, snoozed or resolved
 * @param alerts how many it holds
 * @param assignees ids of who has it or was paged
 * @param step from 1; 0: none yet; -1: finally
 * @param nextDeadline when something happens unless somebody acts
 * @param ticket its number in the tracker
 * @param test of a test alert, and counted nowhere
 */
public record IncidentItem(
    String id,
    String service,
    @Nullable String team,
    String severity,
    String status,
    String title,
    int alerts,
    Instant openedAt,
    @Nullable Instant acknowledgedAt,
    @Nullable String acknowledgedBy,
    @Nullable Instant resolvedAt,
    List<String> assignees,
    int step,
    @Nullable Instant nextDeadline,
    @Nullable String ticket,
    boolean test) {

  static IncidentItem of(Incident incident, @Nullable String ticket) {
    return new IncidentItem(
        incident.getId(),
        incident.getService(),
        incident.getTeam(),
        incident.getSeverity(),
        incident.getStatus(),
        incident.getTitle(),
        incident.getAlerts(),
        incident.getOpenedAt(),
        incident.getAcknowledgedAt(),
        incident.getAcknowledgedBy(),
        incident.getResolvedAt(),
        incident.getAssignees(),
        incident.getStep(),
        incident.getNextDeadline(),
        ticket,
        incident.getTest());
  }
}
