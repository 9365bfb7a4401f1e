package dev.watchbill.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.Integration;
import dev.watchbill.schemas.RejectedAlert;
import dev.watchbill.schemas.RosterRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

  private void refuse(String id, String integration, int status) {
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
            .setRaw(ByteBuffer.wrap("{broken".getBytes(StandardCharsets.UTF_8)))
            .setRawHeaders(Map.of("content-type", "application/json"))
            .build());
  }
}
