package dev.watchbill.ingest.http;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What {@code GET /api/v2/status} tells a client that takes us for an Alertmanager. */
final class AlertmanagerStatus {
  private AlertmanagerStatus() {}

  static Answer since(Instant start) {
    var version =
        Optional.ofNullable(AlertmanagerStatus.class.getPackage().getImplementationVersion())
            .orElse("0.1.0");
    return Answer.of(
        200,
        Answer.JSON,
        """
        {"cluster":{"name":"watchbill","status":"ready","peers":[]},
        "versionInfo":{"version":%s,"revision":"","branch":"","buildUser":"watchbill",\
        "buildDate":"","goVersion":""},
        "config":{"original":"# This is Watchbill; its configuration is the roster."},
        "uptime":"%s"}
        """
            .formatted(Dialect.json(version), start.truncatedTo(ChronoUnit.MILLIS)));
  }
}
