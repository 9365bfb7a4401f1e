package dev.watchbill.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.AuditEntry;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.IntakeCommand;
import dev.watchbill.schemas.Integration;
import dev.watchbill.schemas.RejectedAlert;
import dev.watchbill.schemas.Replay;
import dev.watchbill.schemas.RosterRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes in, and what of it was refused. */
class IncomingApiTest {
  @TempDir Path folder;

  private RunningConsole console = unset();
  private Shop shop = unset();
  private String responder = "";

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // Set before each test.
  private static <T> T unset() {
    return null;
  }

  @BeforeEach
  void start() {
    console = new RunningConsole(folder);
    integrate(Integration.newBuilder().setName("prometheus").build());
    integrate(Integration.newBuilder().setName("checks").setType("kafka").setTopic("t").build());
    integrate(
        Integration.newBuilder().setName("backup").setType("heartbeat").setEveryMs(1).build());
    shop = new Shop(console);
    responder = console.token("responder", null);
  }

  @AfterEach
  void stop() {
    console.close();
  }

  private void integrate(Integration integration) {
    console.received(
        console.topics.roster,
        "integration:" + integration.getName(),
        RosterRecord.newBuilder().setIntegration(integration).build());
  }

  @Test
  void saysWhatCameFromEachIntegration() {
    shop.alertAgain("checkout-1");
    shop.alertAgain("checkout-1");
    refuse("1", "checks", 400);
    refuse("2", "checks", 400);
    refuse("3", "checks", 413);
    var items = console.get("/api/v1/integrations", responder).json().get("items");
    assertThat(items.findValuesAsText("name")).containsExactly("checks", "prometheus");
    var checks = items.get(0);
    assertThat(checks.get("topic").asText()).isEqualTo("t");
    assertThat(checks.get("lastAlertAt").isNull()).isTrue();
    assertThat(checks.get("refused").findValuesAsText("count")).containsExactly("2", "1");
    var prometheus = items.get(1);
    assertThat(prometheus.get("alerts").asInt()).isEqualTo(2);
    assertThat(prometheus.get("newInLastDay").asInt()).isEqualTo(1);
    assertThat(prometheus.get("refused")).isEmpty();
  }

  @Test
  void showsWhatWasRefusedAndWhy() {
    refuse("1", "checks", 400);
    refuse("2", "unknown", 401);
    var all = console.get("/api/v1/rejected", responder).json().get("items");
    assertThat(all.findValuesAsText("id")).containsExactly("2", "1");
    var ofChecks = console.get("/api/v1/rejected?integration=checks", responder).json();
    assertThat(ofChecks.get("items").findValuesAsText("id")).containsExactly("1");
    var one = console.get("/api/v1/rejected/1", responder).json();
    assertThat(one.get("body").asText()).isEqualTo("{broken");
    assertThat(one.get("reason").asText()).isEqualTo("Expected JSON");
    assertThat(one.get("headers").get("content-type").asText()).isEqualTo("application/json");
    assertThat(console.get("/api/v1/rejected/none", responder).status()).isEqualTo(404);
  }

  @Test
  void keepsTheNewestOfEachIntegration() {
    refuse("kept", "other", 400);
    for (var i = 1_000; i < 1_205; i++) {
      refuse("r" + i, "checks", 400);
    }
    assertThat(console.get("/api/v1/rejected/kept", responder).status()).isEqualTo(200);
    assertThat(console.get("/api/v1/rejected/r1004", responder).status()).isEqualTo(404);
    assertThat(console.get("/api/v1/rejected/r1005", responder).status()).isEqualTo(200);
    var items = console.get("/api/v1/integrations", responder).json().get("items");
    assertThat(items.get(0).get("refused").get(0).get("count").asInt()).isEqualTo(205);
  }

  @Test
  void showsBodiesToNobodyWhoOnlyLooks() {
    refuse("1", "checks", 400);
    var viewer = console.token("viewer", null);
    assertThat(console.get("/api/v1/rejected/1", viewer).status()).isEqualTo(403);
    assertThat(console.get("/api/v1/integrations", viewer).status()).isEqualTo(200);
  }

  @Test
  void hasARefusedOriginalTakenInOnceAndSaysByWhom() {
    refuse("1", "checks", 400);
    console.log.intake = command -> replayed(command, "refused", "body.host: expected a text");
    var again = console.post("/api/v1/rejected/1/replay", responder, "{}");
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.json().get("detail").asText()).isEqualTo("body.host: expected a text");

    console.log.intake = command -> replayed(command, "nothing", "nothing in it is an alert");
    var nothing = console.post("/api/v1/rejected/1/replay", responder, "{}");
    assertThat(nothing.status()).isEqualTo(200);
    assertThat(nothing.json().get("outcome").asText()).isEqualTo("nothing");

    console.log.intake = command -> replayed(command, "accepted", "It was taken in");
    var mended = console.post("/api/v1/rejected/1/replay", responder, "{}");
    assertThat(mended.status()).isEqualTo(200);
    assertThat(mended.json().get("outcome").asText()).isEqualTo("accepted");
    var twice = console.post("/api/v1/rejected/1/replay", responder, "{}");
    assertThat(twice.json().get("outcome").asText()).isEqualTo("already");

    assertThat(console.log.asked).hasSize(3);
    assertThat(console.log.asked.getLast().getRejected().getReplay()).isNull();
    assertThat(console.log.audit)
        .extracting(AuditEntry::getAction, AuditEntry::getOutcome)
        .contains(
            tuple("rejected.replay", "refused"),
            tuple("rejected.replay", "nothing"),
            tuple("rejected.replay", "accepted"),
            tuple("rejected.replay", "already"));
    var item = console.get("/api/v1/rejected", responder).json().get("items").get(0);
    assertThat(item.get("replay").get("outcome").asText()).isEqualTo("accepted");
    var counts = console.get("/api/v1/integrations", responder).json().get("items").get(0);
    assertThat(counts.get("refused").get(0).get("count").asInt()).isEqualTo(1);
    assertThat(console.post("/api/v1/rejected/none/replay", responder, "{}").status())
        .isEqualTo(404);
  }

  private void replayed(IntakeCommand command, String outcome, String why) {
    var replay =
        Replay.newBuilder()
            .setCommand(command.getId())
            .setBy(command.getBy())
            .setOutcome(outcome)
            .setAlerts(1)
            .setWhy(why)
            .build();
    console.received(
        console.topics.alertsRejected,
        command.getIntegration(),
        RejectedAlert.newBuilder(command.getRejected()).setReplay(replay).build());
  }

  @Test
  void sendsATestAndCountsItNowhere() {
    console.log.intake = this::tested;
    var sent =
        console.post("/api/v1/integrations/checks/test", responder, "{\"severity\":\"info\"}");
    assertThat(sent.status()).isEqualTo(202);
    assertThat(sent.json().get("alert").get("test").asBoolean()).isTrue();
    assertThat(sent.json().get("story").isNull()).isTrue();
    assertThat(console.get(sent.header("Location"), responder).json().get("id"))
        .isEqualTo(sent.json().get("id"));
    var checks = console.get("/api/v1/integrations", responder).json().get("items").get(0);
    assertThat(checks.get("alerts").asInt()).isZero();
    assertThat(checks.get("lastAlertAt").isNull()).isTrue();
    assertThat(console.log.audit).extracting(AuditEntry::getAction).contains("integration.test");
  }

  private void tested(IntakeCommand command) {
    console.received(
        console.topics.alerts,
        "checkout",
        Alert.newBuilder()
            .setId(command.getId())
            .setIntegration(command.getIntegration())
            .setKey("watchbill-test/" + command.getId())
            .setService("checkout")
            .setReceivedAt(command.getAt())
            .setTest(true)
            .build());
  }

  @Test
  void sendsNobodyMoreTestsThanAnybodyNeeds() {
    console.log.intake =
        command -> {
          tested(command);
          opened(command);
        };
    for (var sent = 0; sent < 10; sent++) {
      assertThat(test(responder).status()).isEqualTo(202);
    }
    var refused = test(responder);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).isNotEmpty();
    assertThat(console.log.asked).hasSize(10);
    assertThat(test(console.token("responder", "bo")).status()).as("another's").isEqualTo(202);
    console.clock.advance(Duration.ofMinutes(10));
    assertThat(test(responder).status()).isEqualTo(202);
  }

  private void opened(IntakeCommand command) {
    console.received(
        console.topics.incidentEvents,
        "checkout",
        IncidentEvent.newBuilder()
            .setId("checkout-1/" + command.getId())
            .setIncident("checkout-1")
            .setType("opened")
            .setAt(command.getAt())
            .setIntegration(command.getIntegration())
            .setAlertKey("watchbill-test/" + command.getId())
            .build());
  }

  private RunningConsole.Answer test(String token) {
    return console.post("/api/v1/integrations/checks/test", token, "{}");
  }

  @Test
  void testsOnlyWhatSendsAlerts() {
    assertThat(console.post("/api/v1/integrations/nothing/test", responder, "{}").status())
        .isEqualTo(404);
    assertThat(console.post("/api/v1/integrations/backup/test", responder, "{}").status())
        .isEqualTo(409);
    var odd = console.post("/api/v1/integrations/checks/test", responder, "{\"severity\":\"P1\"}");
    assertThat(odd.status()).isEqualTo(400);
    assertThat(console.log.asked).isEmpty();
  }

  @Test
  void showsOnAPageWhatWasRefusedAsTextOnly() {
    refuse("1", "checks", 400, "<script>alert(1)</script>");
    var page = console.get("/rejected/1", responder).text();
    assertThat(page).contains("&lt;script&gt;").doesNotContain("<script>alert");
    assertThat(console.get("/rejected", responder).text()).contains("/rejected/1/replay");
  }

  private void refuse(String id, String integration, int status) {
    refuse(id, integration, status, "{broken");
  }

  private void refuse(String id, String integration, int status, String body) {
    console.received(
        console.topics.alertsRejected,
        integration,
        RejectedAlert.newBuilder()
            .setId(id)
            .setIntegration(integration)
            .setReceivedAt(console.clock.instant())
            .setPath("/integrations/checks/json")
            .setReason("Expected JSON")
            .setStatus(status)
            .setRaw(ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)))
            .setRawHeaders(Map.of("content-type", "application/json"))
            .build());
  }
}
