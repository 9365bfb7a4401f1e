package dev.watchbill.ingest.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.ingest.IncidentBook;
import dev.watchbill.ingest.opsgenie.OpsgenieIds;
import dev.watchbill.schemas.Incident;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Bodies of answers to those who ask as if Opsgenie were there. */
final class OpsgenieAnswers {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final String integration;
  private final String requestId;

  OpsgenieAnswers(String integration, String requestId) {
    this.integration = integration;
    this.requestId = requestId;
  }

  /**
   * What became of a request.
   *
   * @param isDone false: there was no such alert
   */
  String requestStatus(OpsgenieIds.Request request, boolean isDone) {
    var data =
        JSON.objectNode()
            .put("success", isDone)
            .put("isSuccess", isDone)
            .put("action", action(request.action().word()))
            .put("status", isDone ? request.action().done() : "Alert does not exist")
            .put("processedAt", request.at().toString())
            .put("integrationId", integration)
            .put("alertId", request.alertId())
            .put("alias", request.key());
    return answer().<ObjectNode>set("data", data).toString();
  }

  String alert(Incident incident) {
    var data = base(incident).put("description", incident.getText()).put("entity", "");
    data.putArray("actions");
    data.putObject("details");
    return answer().<ObjectNode>set("data", data).toString();
  }

  String list(List<Incident> incidents) {
    var answer = answer();
    var data = answer.putArray("data");
    incidents.forEach(incident -> data.add(base(incident)));
    answer.putObject("paging");
    return answer.toString();
  }

  String notes(Incident incident) {
    var answer = answer();
    var data = answer.putArray("data");
    for (var event : incident.getTimeline()) {
      if (!IncidentBook.isNote(event)) {
        continue;
      }
      data.addObject()
          .put("note", event.getText())
          .put("owner", event.getPerson() == null ? "" : event.getPerson())
          .put("createdAt", event.getAt().toString())
          .put("offset", event.getId());
    }
    answer.putObject("paging");
    return answer.toString();
  }

  private ObjectNode answer() {
    return JSON.objectNode().put("took", 0.001).put("requestId", requestId);
  }

  private ObjectNode base(Incident incident) {
    var alias = alias(incident);
    var data =
        JSON.objectNode()
            .put("id", OpsgenieIds.alert(alias))
            .put("tinyId", number(incident.getId()))
            .put("alias", alias)
            .put("message", incident.getTitle())
            .put("status", isClosed(incident) ? "closed" : "open")
            .put("acknowledged", incident.getAcknowledgedAt() != null)
            .put("isSeen", incident.getAcknowledgedAt() != null)
            .put("snoozed", isSnoozed(incident))
            .put("count", incident.getAlerts())
            .put("createdAt", incident.getOpenedAt().toString())
            .put("updatedAt", latest(incident).toString())
            .put("lastOccurredAt", latest(incident).toString())
            .put("source", integration)
            .put("owner", orEmpty(incident.getAcknowledgedBy()))
            .put("priority", priority(incident.getSeverity()));
    data.putArray("tags");
    data.putArray("responders");
    data.putObject("integration")
        .put("id", integration)
        .put("name", integration)
        .put("type", "API");
    var report = data.putObject("report");
    if (incident.getAcknowledgedAt() != null) {
      report.put("ackTime", timeToAcknowledge(incident));
      report.put("acknowledgedBy", orEmpty(incident.getAcknowledgedBy()));
    }
    if (incident.getResolvedAt() != null) {
      report.put("closeTime", timeToClose(incident));
      report.put("closedBy", orEmpty(incident.getResolvedBy()));
    }
    return data;
  }

  /** In milliseconds; null: not yet. */
  static @Nullable Long timeToAcknowledge(Incident incident) {
    return millisSince(incident, incident.getAcknowledgedAt());
  }

  /** In milliseconds; null: not yet. */
  static @Nullable Long timeToClose(Incident incident) {
    return millisSince(incident, incident.getResolvedAt());
  }

  private static @Nullable Long millisSince(Incident incident, @Nullable Instant at) {
    return at == null ? null : at.toEpochMilli() - incident.getOpenedAt().toEpochMilli();
  }

  static String alias(Incident incident) {
    return IncidentBook.keys(incident).stream().findFirst().orElseGet(incident::getGroupKey);
  }

  static boolean isSnoozed(Incident incident) {
    return incident.getStatus().equals("snoozed");
  }

  static boolean isClosed(Incident incident) {
    return incident.getStatus().equals("resolved");
  }

  static Instant latest(Incident incident) {
    return incident.getLastSeen() == null ? incident.getOpenedAt() : incident.getLastSeen();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  static String number(String incidentId) {
    return incidentId.substring(incidentId.lastIndexOf('-') + 1);
  }

  static String priority(String severity) {
    return switch (severity) {
      case "critical" -> "P1";
      case "error" -> "P2";
      case "warning" -> "P3";
      default -> "P5";
    };
  }

  /** {@code RemoveTags}, as Opsgenie writes actions. */
  private static String action(String word) {
    return Arrays.stream(word.split("-", -1))
        .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
        .collect(Collectors.joining());
  }
}
