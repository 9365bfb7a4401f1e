package dev.watchbill.launcher.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.launcher.pipeline.SlackStandIn.Message;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One night with real monitoring: a service fails, a rule of a real Prometheus fires, and Slack, as
 * far as its own published types can stand for it, wakes the right people.
 */
@Tag("slow")
class RealMonitoringTest {
  private static final Duration PATIENCE = Duration.ofSeconds(45);
  private static final InstantSource CLOCK = InstantSource.system();
  private static final String ANN = "U0ANN";
  private static final String BOB = "U0BOB";
  private static final String ROOM = "#shop-alerts";
  private static final String ROSTER =
      """
      organization:
        name: Shop
        timezone: UTC
        fallback: {policy: pages}
      people:
        ann: {name: Ann, timezone: UTC, contacts: {slack: U0ANN}, notify: {high: [slack]}}
        bob: {name: Bob, timezone: UTC, contacts: {slack: U0BOB}, notify: {high: [slack]}}
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
        checkout: {team: payments, policy: pages, runbook: "https://wiki.example.com/checkout", chat: {slack: "#shop-alerts"}}
        search: {team: payments, policy: pages, runbook: "https://wiki.example.com/search", chat: {slack: "#shop-alerts"}}
      policies:
        pages:
          critical:
            urgency: high
            steps:
              - {notify: ["schedule:primary", "channel:service"], patience: 6s}
              - {notify: ["schedule:secondary"], patience: 10m}
      integrations:
        alertmanager: {type: alertmanager, key: "${env:TEST_KEY}"}
      """;

  /** How alerts come in. */
  enum Way {
    ALERTMANAGER_WEBHOOK("checkout"),
    PROMETHEUS_ALONE("search");

    private final String service;

    Way(String service) {
      this.service = service;
    }
  }

  @TempDir static Path folder;
  private static SlackStandIn slack;
  private static Installation watchbill;

  @BeforeAll
  static void start() throws Exception {
    for (var program : List.of(Monitoring.PROMETHEUS, Monitoring.ALERTMANAGER)) {
      if (!Program.isInstalled(program)) {
        System.out.println(
            "SKIPPED " + RealMonitoringTest.class.getSimpleName() + ": no " + program);
        assumeTrue(false, program + " is not installed");
      }
    }
    slack = SlackStandIn.start();
    watchbill = Installation.start(folder, ROSTER, slack.variables());
  }

  @AfterAll
  static void stop() {
    if (watchbill != null) {
      watchbill.close();
      slack.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRuleFiresAndTheRightPeopleAreToldUntilItIsOver(Way way) throws Exception {
    try (var monitoring = monitoring(way)) {
      monitoring.fail(true);

      var first = told(ANN, way);
      assertThat(first.shown())
          .contains("CRITICAL", "fails for customers", "https://wiki.example.com/" + way.service)
          .contains("Why you", "If nobody acknowledges", "Bob");
      assertThat(SlackStandIn.buttons(first))
          .containsExactly("acknowledge", "resolve", "escalate", "note");

      // Nobody presses.
      var second = told(BOB, way);
      var incident = onlyIncident(way);
      assertThat(incident.path("status").asText()).isEqualTo("open");

      onlyAGoodPressCounts(second, way);

      monitoring.fail(false);
      await().atMost(PATIENCE).until(() -> shows(told(ANN, way), "RESOLVED"));
      // The console reads the same topics, in its own time.
      await()
          .atMost(PATIENCE)
          .until(() -> onlyIncident(way).path("status").asText().equals("resolved"));
      await().atMost(PATIENCE).until(() -> shows(told(ROOM, way), "RESOLVED"));
      measured(incident.path("id").asText());
      assertThat(slack.messages(ANN, way.service)).hasSize(1);
      assertThat(slack.messages(BOB, way.service)).hasSize(1);
      assertThat(slack.complaints()).isEmpty();
    }
  }

  private static void onlyAGoodPressCounts(Message message, Way way) throws Exception {
    assertThat(press(message, CLOCK.instant(), "another secret")).isEqualTo(401);
    assertThat(press(message, CLOCK.instant().minus(Duration.ofMinutes(6)), secret()))
        .isEqualTo(401);
    assertThat(onlyIncident(way).path("status").asText()).isEqualTo("open");

    var good = signed(message, CLOCK.instant(), secret());
    assertThat(send(good)).isEqualTo(200);
    await().atMost(PATIENCE).until(() -> onlyIncident(way).path("acknowledgedBy").isTextual());
    assertThat(onlyIncident(way).path("acknowledgedBy").asText()).isEqualTo("bob");
    await().atMost(PATIENCE).until(() -> shows(told(ANN, way), "ACKNOWLEDGED"));
    await().atMost(PATIENCE).until(() -> shows(told(ROOM, way), "Acknowledged by Bob"));
    await().atMost(PATIENCE).until(() -> isSaid("Acknowledge: done for " + way.service));

    assertThat(send(good)).as("the same press again").isEqualTo(401);
  }

  private static void measured(String incident) throws Exception {
    var endpoints = watchbill.up().endpoints();
    var reader = new ConfluentReader(endpoints.kafka(), endpoints.registry());
    assertThat(reader.read("watchbill.response-metrics"))
        .filteredOn(record -> text(record, "incident").equals(incident))
        .singleElement()
        .satisfies(record -> {
          assertThat(text(record, "acknowledgedBy")).isEqualTo("bob");
          assertThat((int) record.get("pages")).isEqualTo(2);
          assertThat((long) record.get("timeToAcknowledgeMs")).isGreaterThan(6_000);
          assertThat((long) record.get("timeToResolveMs"))
              .isGreaterThan((long) record.get("timeToAcknowledgeMs"));
        });
  }

  private static String text(GenericRecord record, String field) {
    return String.valueOf(record.get(field));
  }

  private static Monitoring monitoring(Way way) throws IOException {
    var own = Files.createDirectories(folder.resolve(way.name()));
    var key = Files.writeString(own.resolve("key"), Installation.KEY);
    var address = URI.create(watchbill.address()).getAuthority();
    return switch (way) {
      case ALERTMANAGER_WEBHOOK ->
          Monitoring.throughAlertmanager(own, way.service, address, "alertmanager", key);
      case PROMETHEUS_ALONE -> Monitoring.direct(own, way.service, address, key);
    };
  }

  /** The one message to somebody about the service, as it is now. */
  private static Message told(String to, Way way) {
    await().atMost(PATIENCE).until(() -> !slack.messages(to, way.service).isEmpty());
    return slack.messages(to, way.service).getFirst();
  }

  private static boolean shows(Message message, String text) {
    return message.shown().contains(text);
  }

  private static JsonNode onlyIncident(Way way) throws Exception {
    var items = watchbill.get("/api/v1/incidents?service=" + way.service).path("items");
    assertThat(items).hasSize(1);
    return items.get(0);
  }

  private static boolean isSaid(String beginning) {
    return slack.said().stream().anyMatch(sentence -> sentence.startsWith(beginning));
  }

  private static String secret() {
    return SlackStandIn.SIGNING_SECRET;
  }

  private static int press(Message message, Instant at, String secret) throws Exception {
    return send(signed(message, at, secret));
  }

  private static SlackPress signed(Message message, Instant at, String secret) {
    return SlackPress.of(
        message, "acknowledge", message.to(), slack.base() + "/actions/1", at, secret);
  }

  private static int send(SlackPress press) throws Exception {
    return watchbill.send(press.to(watchbill.address())).statusCode();
  }
}
