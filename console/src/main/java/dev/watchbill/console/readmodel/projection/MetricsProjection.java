package dev.watchbill.console.readmodel.projection;

import dev.watchbill.console.readmodel.store.Records;
import dev.watchbill.schemas.ResponseMetrics;
import org.jdbi.v3.core.Handle;

/** How one incident was responded to, and what it cost whom. */
final class MetricsProjection {
  private MetricsProjection() {}

  static void put(Handle rows, ResponseMetrics metrics) {
    rows.execute(
        """
        INSERT INTO response_metrics (incident, resolved_at, service, team, severity, opened_at,
          acknowledge_ms, resolve_ms, pages, untouched, record)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (incident, resolved_at) DO UPDATE SET
          service = excluded.service, team = excluded.team, severity = excluded.severity,
          opened_at = excluded.opened_at, acknowledge_ms = excluded.acknowledge_ms,
          resolve_ms = excluded.resolve_ms, pages = excluded.pages,
          untouched = excluded.untouched, record = excluded.record
        """,
        metrics.getIncident(),
        metrics.getResolvedAt().toEpochMilli(),
        metrics.getService(),
        metrics.getTeam(),
        metrics.getSeverity(),
        metrics.getOpenedAt().toEpochMilli(),
        metrics.getTimeToAcknowledgeMs(),
        metrics.getTimeToResolveMs(),
        metrics.getPages(),
        metrics.getAcknowledgedBy() == null && metrics.getResolvedBy() == null ? 1 : 0,
        Records.METRICS.bytes(metrics));
    tolls(rows, metrics);
  }

  private static void tolls(Handle rows, ResponseMetrics metrics) {
    rows.execute(
        "DELETE FROM tolls WHERE incident = ? AND resolved_at = ?",
        metrics.getIncident(),
        metrics.getResolvedAt().toEpochMilli());
    for (var toll : metrics.getByPerson()) {
      rows.execute(
          """
          INSERT INTO tolls (incident, resolved_at, person, team, pages, broken_nights, off_hours_ms)
          VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
          """,
          metrics.getIncident(),
          metrics.getResolvedAt().toEpochMilli(),
          toll.getPerson(),
          metrics.getTeam(),
          toll.getPages(),
          toll.getBrokenNights(),
          toll.getOffHoursMs());
    }
  }
}
