package dev.watchbill.launcher.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchbill.launcher.cli.CommandLines;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One night in one process: broker, registry, all services, over HTTP only. */
class PipelineTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private static final String ROSTER =
      """
      organization:
        name: Test
        timezone: UTC
        fallback: {policy: pages}
      people:
        ann: {name: Ann, timezone: UTC}
        bob: {name: Bob, timezone: UTC}
      teams:
        payments:
          timezone: UTC
          members: [ann, bob]
          schedules:
            primary:
              rotations: [{name: only, members: [ann], start: 2026-01-05T00:00, shift: 1w}]
            secondary:
              rotations: [{name: only, members: [bob], start: 2026-01-05T00:00, shift: 1w}]
      services:
        checkout: {team: payments, tier: 1, policy: pages}
        search: {team: payments, tier: 2, policy: pages}
        billing: {team: payments, tier: 2, policy: pages}
        ledger: {team: payments, tier: 2, policy: pages}
      policies:
        pages:
          critical:
            urgency: high
            steps:
              - {notify: ["schedule:primary"], patience: 2s}
              - {notify: ["schedule:secondary"], patience: 10m}
      integrations:
        prometheus: {type: alertmanager, key: "${env:TEST_KEY}"}
      """;

  @TempDir static Path folder;
  private static Installation watchbill;

  @BeforeAll
  static void start() throws Exception {
    watchbill = Installation.start(folder, ROSTER, Map.of());
  }

  @AfterAll
  static void stop() {
    watchbill.close();
  }

  @Test
  void anAlertIsPagedEscalatedAcknowledgedResolvedAndMeasured() throws Exception {
    var posted = post("firing", "checkout", "ErrorsHigh");
    assertThat(posted).isEqualTo(202);

    await().atMost(PATIENCE).until(() -> pagedTo("checkout-1", "ann"));
    await().atMost(PATIENCE).until(() -> pagedTo("checkout-1", "bob"));

    assertThat(watchbill.act("checkout-1", "acknowledge", "{}").statusCode()).isEqualTo(200);
    assertThat(incident("checkout-1").path("status").asText()).isEqualTo("acknowledged");

    post("resolved", "checkout", "ErrorsHigh");
    await().atMost(PATIENCE).until(() -> incident("checkout-1").path("resolvedAt").isTextual());
    await().atMost(PATIENCE).until(() -> !metrics("checkout-1").isMissingNode());
    assertThat(metrics("checkout-1").path("timeToAcknowledgeMs").asLong()).isPositive();
    assertThat(metrics("checkout-1").path("people"))
        .extracting(JsonNode::asText)
        .contains("ann", "bob");
  }

  @Test
  void aRepeatedAlertOpensNoSecondIncident() throws Exception {
    post("firing", "search", "Slow");
    await().atMost(PATIENCE).until(() -> pagedTo("search-1", "ann"));

    post("firing", "search", "Slow");
    post("firing", "search", "Other");
    await().atMost(PATIENCE).until(() -> pagedTo("search-2", "ann"));

    assertThat(watchbill.get("/api/v1/incidents?service=search").path("items")).hasSize(2);
  }

  @Test
  void confluentsOwnClientReadsTheSameRecords() throws Exception {
    post("firing", "billing", "LedgerLate");
    await().atMost(PATIENCE).until(() -> pagedTo("billing-1", "ann"));
    var endpoints = watchbill.up().endpoints();
    var reader = new ConfluentReader(endpoints.kafka(), endpoints.registry());

    var alerts = reader.read("watchbill.alerts");
    var pages = reader.read("watchbill.pages");

    assertThat(alerts)
        .filteredOn(alert -> String.valueOf(alert.get("service")).equals("billing"))
        .singleElement()
        .satisfies(alert -> {
          assertThat(String.valueOf(alert.get("integration"))).isEqualTo("prometheus");
          assertThat(String.valueOf(alert.get("status"))).isEqualTo("firing");
        });
    assertThat(pages)
        .extracting(page -> String.valueOf(page.get("person")) + " " + page.get("id"))
        .contains("ann billing-1.1");
  }

  @Test
  void oneTraceGoesFromTheRequestToReceiptsAndOverDeadlines() throws Exception {
    var given = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    var uri = URI.create(watchbill.address() + "/integrations/prometheus/alertmanager");
    var body = Messages.alertmanager("firing", "ledger", "Torn");
    watchbill.send(
        HttpRequest.newBuilder(uri)
            .header("Authorization", "Bearer " + Installation.KEY)
            .header("traceparent", given)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
    // Asked by a deadline, and answered by a person who knows nothing of traces.
    await().atMost(PATIENCE).until(() -> pagedTo("ledger-1", "bob"));
    watchbill.act("ledger-1", "acknowledge", "{}");

    var traces = new TraceReader(watchbill.up().endpoints().kafka());
    assertThat(traces.of("watchbill.alerts", "ledger")).containsOnly(given);
    assertThat(traces.of("watchbill.assignments", "ledger"))
        .hasSizeGreaterThan(1)
        .containsOnly(given);
    assertThat(traces.of("watchbill.incident-events", "ledger")).containsOnly(given);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(traces.of("watchbill.receipts", "ledger"))
                .hasSizeGreaterThan(1)
                .containsOnly(given));
    assertThat(traces.of("watchbill.pages", "bob")).contains(given);
    assertThat(traces.of("watchbill.alerts", "checkout"))
        .as("of senders that give none")
        .doesNotContain(given, "");
    assertThat(watchbill.send(watchbill.admin("/metrics")).body())
        .contains(
            "watchbill_alert_age_seconds_count{step=\"intake\"}",
            "watchbill_alert_age_seconds_count{step=\"assignment\"}",
            "watchbill_alert_age_seconds_count{step=\"request\"}",
            "watchbill_alert_age_seconds_count{step=\"receipt\"}");
  }

  @Test
  void theCommandAnswersFromTheServer() {
    assertThat(command("oncall", "primary")).contains("primary").contains("ann");
  }

  @Test
  void tailShowsWhatCameAndNothingInItMovesTheCursor() throws Exception {
    var over =
        "[{\"labels\":{\"service\":\"ledger\",\"alertname\":\"Tail\"},\"endsAt\":\"2026-01-05T09:00:00Z\","
            + "\"annotations\":{\"summary\":\"red \\u001b[31m <!channel> \u202egnp\"}}]";
    assertThat(watchbill.send("/api/v2/alerts", over).statusCode()).isEqualTo(200);
    for (var format : List.of("text", "json")) {
      assertThat(command("tail", "alerts", "-n", "100", "--format", format))
          .contains("\"Tail\"", "\"red \uFFFD[31m <!channel> \uFFFDgnp\"", "\"resolved\"")
          .doesNotContain("\u001b", "\u202e");
    }
  }

  private static String command(String... words) {
    var out = new StringWriter();
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--data", folder.resolve("data").toString()));
    var code =
        CommandLines.create(new PrintWriter(out, true), new PrintWriter(new StringWriter(), true))
            .execute(all.toArray(String[]::new));
    assertThat(code).isZero();
    return out.toString();
  }

  @Test
  void aTestAlertShowsItsWholeWay() throws Exception {
    var sent =
        answer(
            "/api/v1/integrations/prometheus/test",
            "{\"service\":\"ledger\",\"severity\":\"critical\"}");
    var path = "/api/v1/integrations/prometheus/tests/" + sent.path("id").asText();
    await()
        .atMost(PATIENCE)
        .until(() -> !watchbill.get(path).at("/story/pages/0/receipts/0/outcome").isMissingNode());
    var incident = watchbill.get(path).at("/story/incident").asText();
    assertThat(incident(incident).path("test").asBoolean()).isTrue();
    assertThat(watchbill.act(incident, "resolve", "{}").statusCode()).isEqualTo(200);
    assertThat(metrics(incident).isMissingNode()).isTrue();
  }

  @Test
  void whatIsStillNoAlertIsRefusedOnceMoreWithWhoAskedForIt() throws Exception {
    var body =
        "[{\"labels\":{\"service\":\"ledger\",\"alertname\":\"Late\"},\"startsAt\":\"soon\"}]";
    assertThat(watchbill.send("/api/v2/alerts", body).statusCode()).isEqualTo(400);
    await().atMost(PATIENCE).until(() -> !refused().isMissingNode());
    var id = refused().path("id").asText();
    var response =
        watchbill.send(
            watchbill
                .admin("/api/v1/rejected/" + id + "/replay")
                .POST(HttpRequest.BodyPublishers.noBody()));
    assertThat(response.statusCode()).isEqualTo(409);
    assertThat(refused().at("/replay/outcome").asText()).isEqualTo("refused");
    assertThat(refused().at("/replay/by").asText()).isNotEmpty();
  }

  private static JsonNode refused() throws Exception {
    return watchbill.get("/api/v1/rejected?integration=prometheus").path("items").path(0);
  }

  private static JsonNode answer(String path, String body) throws Exception {
    var response =
        watchbill.send(
            watchbill
                .admin(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    assertThat(response.statusCode()).isEqualTo(202);
    return new ObjectMapper().readTree(response.body());
  }

  @Test
  void metricsAreForThoseWithAToken() throws Exception {
    var open = HttpRequest.newBuilder(URI.create(watchbill.address() + "/metrics"));
    assertThat(watchbill.send(open).statusCode()).isEqualTo(401);

    var known = watchbill.send(watchbill.admin("/metrics"));
    assertThat(known.statusCode()).isEqualTo(200);
    assertThat(known.body()).contains("watchbill_").contains("jvm_memory_used_bytes");
  }

  @Test
  void anUnknownSenderIsTurnedAway() throws Exception {
    var stranger =
        HttpRequest.newBuilder(
                URI.create(watchbill.address() + "/integrations/prometheus/alertmanager"))
            .header("Authorization", "Bearer wrong")
            .POST(HttpRequest.BodyPublishers.ofString("{}"));
    assertThat(watchbill.send(stranger).statusCode()).isEqualTo(401);
  }

  private static int post(String status, String service, String name) throws Exception {
    return watchbill
        .send("/integrations/prometheus/alertmanager", Messages.alertmanager(status, service, name))
        .statusCode();
  }

  private static JsonNode incident(String id) throws Exception {
    return watchbill.get("/api/v1/incidents/" + id);
  }

  private static boolean pagedTo(String incident, String person) throws Exception {
    return items(watchbill.get("/api/v1/inbox?person=" + person))
        .anyMatch(message -> message.path("incident").asText().equals(incident));
  }

  private static JsonNode metrics(String incident) throws Exception {
    return items(watchbill.get("/api/v1/metrics"))
        .filter(item -> item.path("incident").asText().equals(incident))
        .findFirst()
        .orElse(com.fasterxml.jackson.databind.node.MissingNode.getInstance());
  }

  private static java.util.stream.Stream<JsonNode> items(JsonNode page) {
    return StreamSupport.stream(page.path("items").spliterator(), false);
  }
}
