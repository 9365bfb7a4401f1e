package dev.watchbill.launcher.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Silence that is told, over HTTP and over restarts. */
@Tag("slow")
class HeartbeatsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private static final String ROSTER =
      """
      organization: {name: Test, timezone: UTC, fallback: {policy: pages}}
      people:
        ann: {name: Ann, timezone: UTC}
      teams:
        ops: {timezone: UTC, members: [ann]}
      services:
        backups: {team: ops, policy: pages}
        monitoring: {team: ops, policy: pages}
      policies:
        pages:
          critical: {urgency: high, steps: [{notify: ["person:ann"], patience: 10m}]}
      integrations:
        prometheus: {type: alertmanager, key: "${env:TEST_KEY}"}
        backup: {type: heartbeat, key: "${env:BACKUP_KEY}", every: 4s, grace: 2s, service: backups}
        watchdog:
          type: heartbeat
          every: 1h
          from: {integration: prometheus, labels: {alertname: Watchdog}}
          service: monitoring
      """;

  @TempDir Path folder;

  @Test
  void aSilentSenderWakesSomebodyOnceAlsoOverARestart() throws Exception {
    try (var watchbill = start()) {
      assertThat(ping(watchbill)).isEqualTo(202);
      assertThat(watchdog(watchbill)).isEqualTo(202);
      await().atMost(PATIENCE).until(() -> paged(watchbill).equals(List.of("backups-1")));
    }
    try (var watchbill = start()) {
      assertThat(ping(watchbill)).isEqualTo(202);
      await().atMost(PATIENCE).until(() -> incident(watchbill, "backups-1").equals("resolved"));
      // Silent again: what is told next is that, and nothing of before.
      await().atMost(PATIENCE).until(() -> incident(watchbill, "backups-1").equals("open"));
      await().atMost(PATIENCE).until(() -> paged(watchbill).size() == 2);
      assertThat(paged(watchbill)).containsOnly("backups-1");
    }
  }

  private Installation start() throws Exception {
    return Installation.start(folder, ROSTER, Map.of("BACKUP_KEY", "a-key-of-the-backup"));
  }

  private static int ping(Installation watchbill) throws Exception {
    return watchbill
        .send(
            HttpRequest.newBuilder(
                URI.create(watchbill.address() + "/heartbeats/backup?key=a-key-of-the-backup")))
        .statusCode();
  }

  private static int watchdog(Installation watchbill) throws Exception {
    return watchbill
        .send(
            "/integrations/prometheus/alertmanager",
            Messages.alertmanager("firing", "monitoring", "Watchdog"))
        .statusCode();
  }

  private static List<String> paged(Installation watchbill) throws Exception {
    var items = watchbill.get("/api/v1/inbox?person=ann").path("items");
    return StreamSupport.stream(items.spliterator(), false)
        .map(message -> message.path("incident").asText())
        .toList();
  }

  private static String incident(Installation watchbill, String id) throws Exception {
    JsonNode incident = watchbill.get("/api/v1/incidents/" + id);
    return incident.path("status").asText();
  }
}
