package dev.watchbill.launcher.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.launcher.registry.EmbeddedRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What any Kafka gives to Watchbill that it is run on. */
abstract class KafkaContract {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ROSTER =
      """
      organization: {name: Test, timezone: UTC, fallback: {policy: pages}}
      people: {ann: {name: Ann, timezone: UTC}, bob: {name: Bob, timezone: UTC}}
      teams: {ops: {timezone: UTC, members: [ann]}}
      services: {checkout: {team: ops, policy: pages}}
      policies:
        pages:
          critical:
            urgency: high
            steps:
              - {notify: ["person:ann"], patience: 1s}
              - {notify: ["person:bob"], patience: 10m}
      integrations:
        prometheus: {type: alertmanager, key: "${env:TEST_KEY}"}
      """;

  @TempDir Path folder;

  /** Where it is; its topics are nobody else's. */
  abstract String bootstrapServers();

  /** Topics are made, transactions end, deadlines pass, and a restart finds all of it again. */
  @Test
  void anAlertIsEscalatedAndIsThereAfterARestart() throws Exception {
    try (var registry = EmbeddedRegistry.start(bootstrapServers(), 0)) {
      try (var watchbill = on(registry)) {
        var posted =
            watchbill.send(
                "/integrations/prometheus/alertmanager",
                Messages.alertmanager("firing", "checkout", "ErrorsHigh"));
        assertThat(posted.statusCode()).isEqualTo(202);
        await().atMost(PATIENCE).until(() -> isPaged(watchbill, "bob"));
      }
      try (var watchbill = on(registry)) {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> isPaged(watchbill, "ann"));
        var acknowledged = watchbill.act("checkout-1", "acknowledge", "{}");
        assertThat(acknowledged.statusCode()).as(acknowledged.body()).isEqualTo(200);
        assertThat(watchbill.get("/api/v1/incidents/checkout-1").path("status").asText())
            .isEqualTo("acknowledged");
      }
    }
  }

  private Installation on(EmbeddedRegistry registry) throws Exception {
    return Installation.start(
        folder, ROSTER, Map.of(), Optional.of(bootstrapServers()), Optional.of(registry.address()));
  }

  private static boolean isPaged(Installation watchbill, String person) throws Exception {
    return StreamSupport.stream(
            watchbill.get("/api/v1/inbox?person=" + person).path("items").spliterator(), false)
        .map((JsonNode message) -> message.path("incident").asText())
        .anyMatch("checkout-1"::equals);
  }
}
