package dev.watchbill.console.readmodel.projection;

import dev.watchbill.console.readmodel.projection.Change.Kind;
import dev.watchbill.console.readmodel.store.Records;
import dev.watchbill.console.readmodel.store.Rows;
import dev.watchbill.console.readmodel.store.Words;
import dev.watchbill.console.readmodel.store.Writing;
import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.ResponseMetrics;
import dev.watchbill.schemas.ServiceStatus;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Incidents, their timelines, who has them, and how they were responded to. */
final class IncidentProjections {
  /** Events that say that an alert identity belongs to an incident from then on. */
  private static final Set<String> JOINS = Set.of("opened", "alert-joined", "reopened");

  private IncidentProjections() {}

  static Change incident(Handle rows, String id, @Nullable Incident incident) {
    if (incident == null) {
      Writing.row(rows, "DELETE FROM incidents WHERE id = ?", id);
    } else {
      Writing.row(
          rows,
          """
          INSERT INTO incidents (id, service, team, severity, status, opened_at, resolved_at, words, record)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (id) DO UPDATE SET service = excluded.service, team = excluded.team,
            severity = excluded.severity, status = excluded.status, opened_at = excluded.opened_at,
            resolved_at = excluded.resolved_at, words = excluded.words, record = excluded.record
          """,
          id,
          incident.getService(),
          incident.getTeam(),
          incident.getSeverity(),
          incident.getStatus(),
          incident.getOpenedAt().toEpochMilli(),
          Rows.millis(incident.getResolvedAt()),
          Words.of(id, incident.getService(), incident.getTitle()),
          Records.INCIDENT.bytes(incident));
    }
    return new Change(Kind.INCIDENT, id);
  }

  static Change event(Handle rows, String service, @Nullable IncidentEvent event) {
    if (event == null) {
      return new Change(Kind.SERVICE, service);
    }
    Writing.row(
        rows,
        """
        INSERT INTO incident_events (id, incident, number, at, type, response, record)
        VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET incident = excluded.incident,
          number = excluded.number, at = excluded.at, type = excluded.type,
          response = excluded.response, record = excluded.record
        """,
        event.getId(),
        event.getIncident(),
        number(event.getId()),
        event.getAt().toEpochMilli(),
        event.getType(),
        event.getResponse(),
        Records.INCIDENT_EVENT.bytes(event));
    join(rows, event);
    return new Change(Kind.INCIDENT, event.getIncident());
  }

  private static void join(Handle rows, IncidentEvent event) {
    if (JOINS.contains(event.getType()) && event.getAlertKey() != null) {
      Writing.row(
          rows,
          "INSERT INTO incident_alerts (incident, integration, key, at) VALUES (?, ?, ?, ?)"
              + " ON CONFLICT DO NOTHING",
          event.getIncident(),
          event.getIntegration() == null ? "" : event.getIntegration(),
          event.getAlertKey(),
          event.getAt().toEpochMilli());
    }
  }

  /** {@code checkout-42/7} is number 7; where an id has none, 0. */
  private static long number(String eventId) {
    var digits = eventId.substring(eventId.lastIndexOf('/') + 1);
    return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : 0;
  }

  static Change assignment(Handle rows, String service, @Nullable Assignment assignment) {
    if (assignment == null) {
      return new Change(Kind.SERVICE, service);
    }
    var incident = assignment.getIncident().getId();
    Writing.row(
        rows,
        "INSERT INTO assignments (incident, seq, record) VALUES (?, ?, ?)"
            + " ON CONFLICT (incident, seq) DO UPDATE SET record = excluded.record",
        incident,
        assignment.getSeq(),
        Records.ASSIGNMENT.bytes(assignment));
    return new Change(Kind.INCIDENT, incident);
  }

  static Change status(Handle rows, String service, @Nullable ServiceStatus status) {
    if (status == null) {
      Writing.row(rows, "DELETE FROM service_status WHERE service = ?", service);
    } else {
      Writing.row(
          rows,
          "INSERT INTO service_status (service, record) VALUES (?, ?)"
              + " ON CONFLICT (service) DO UPDATE SET record = excluded.record",
          service,
          Records.SERVICE_STATUS.bytes(status));
    }
    return new Change(Kind.SERVICE, service);
  }

  static Change metrics(Handle rows, String service, @Nullable ResponseMetrics metrics) {
    if (metrics == null) {
      return new Change(Kind.SERVICE, service);
    }
    MetricsProjection.put(rows, metrics);
    return new Change(Kind.METRICS, metrics.getIncident());
  }
}
