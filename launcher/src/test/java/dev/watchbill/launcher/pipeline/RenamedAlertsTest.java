package dev.watchbill.launcher.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts that are open while the roster changes how their integration names them. */
@Tag("slow")
class RenamedAlertsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private static final String ROSTER =
      """
      organization: {name: Test, timezone: UTC, fallback: {policy: pages}}
      people:
        ann: {name: Ann, timezone: UTC}
      teams:
        ops: {timezone: UTC, members: [ann]}
      services:
        checkout: {team: ops, policy: pages}
        cart: {team: ops, policy: pages}
      policies:
        pages:
          critical: {urgency: high, steps: [{notify: ["person:ann"], patience: 10m}]}
      integrations:
        prometheus: {type: alertmanager, key: "${env:TEST_KEY}", service-from: labels.service}
      """;
  private static final String BY_JOB = ROSTER.replace("labels.service", "labels.job");
  private static final String RENAMED = BY_JOB.replace("prometheus:", "prom-eu:");

  @TempDir Path folder;

  @Test
  void theEndOfAnOpenAlertFindsItsIncidentThoughTheRosterNamesItOtherwise() throws Exception {
    try (var watchbill = Installation.start(folder, ROSTER, Map.of())) {
      post(watchbill, "prometheus", "firing", "EndsSoon");
      post(watchbill, "prometheus", "firing", "EndsLate");
      await().atMost(PATIENCE).until(() -> open(watchbill, "checkout").size() == 2);

      Files.writeString(folder.resolve("roster").resolve("roster.yaml"), BY_JOB);
      await()
          .atMost(PATIENCE)
          .until(() -> {
            post(watchbill, "prometheus", "firing", "Later");
            return open(watchbill, "cart").equals(List.of("Later"));
          });
      post(watchbill, "prometheus", "resolved", "EndsSoon");

      await().atMost(PATIENCE).until(() -> !open(watchbill, "checkout").contains("EndsSoon"));
      assertThat(open(watchbill, "checkout")).contains("EndsLate");
      assertThat(open(watchbill, "cart")).containsExactly("Later");
    }
    // Renamed while it was down; what it remembers is on its topic.
    try (var watchbill = Installation.start(folder, RENAMED, Map.of())) {
      post(watchbill, "prom-eu", "resolved", "EndsLate");
      post(watchbill, "prom-eu", "resolved", "Later");

      await().atMost(PATIENCE).until(() -> open(watchbill, "checkout").isEmpty());
      await().atMost(PATIENCE).until(() -> open(watchbill, "cart").isEmpty());
      assertThat(watchbill.get("/api/v1/alerts?status=firing").path("items"))
          .extracting(JsonNode::toString)
          .isEmpty();
    }
  }

  private static void post(Installation watchbill, String name, String status, String alert)
      throws Exception {
    var body =
        Messages.alertmanager(status, "checkout", alert)
            .replace("\"severity\":", "\"job\": \"cart\", \"severity\":");
    var answer = watchbill.send("/integrations/" + name + "/alertmanager", body);
    assertThat(answer.statusCode()).isEqualTo(202);
  }

  /** Titles of a service's incidents that aren't resolved. */
  private static List<String> open(Installation watchbill, String service) throws Exception {
    var items = watchbill.get("/api/v1/incidents?service=" + service).path("items");
    return StreamSupport.stream(items.spliterator(), false)
        .filter(incident -> !incident.path("resolvedAt").isTextual())
        .map(incident -> incident.path("title").asText().replace(" of checkout", ""))
        .sorted()
        .toList();
  }
}
