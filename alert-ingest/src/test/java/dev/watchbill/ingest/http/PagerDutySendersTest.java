package dev.watchbill.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.ingest.AlertLog.Appended;
import dev.watchbill.schemas.Alert;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PagerDutySendersTest {
  private static final String TRIGGER =
      """
      {"routing_key":"key-prometheus-eu","event_action":"trigger","dedup_key":"disk",
       "payload":{"summary":"s","source":"db","severity":"critical","component":"mysql"}}\
      """;
  private static final String RESOLVE =
      "{\"routing_key\":\"key-prometheus-eu\",\"event_action\":\"resolve\",\"dedup_key\":\"disk\"}";

  private IntakeServer intake = IntakeServer.start();

  @AfterEach
  void stop() {
    intake.close();
  }

  @Test
  void answers202WithTheDedupKey() throws Exception {
    var answer = intake.send(intake.post("/v2/enqueue", TRIGGER));
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body())
        .isEqualTo(
            "{\"status\":\"success\",\"message\":\"Event processed\",\"dedup_key\":\"disk\"}");
  }

  @Test
  void sendsAResolutionToTheServiceOfItsTrigger() throws Exception {
    intake.send(intake.post("/v2/enqueue", TRIGGER));
    intake.send(intake.post("/v2/enqueue", RESOLVE));
    assertThat(intake.log.alerts)
        .extracting(Alert::getService, Alert::getKey, Alert::getStatus)
        .containsExactly(
            Tuple.tuple("prometheus-eu", "disk", "firing"),
            Tuple.tuple("prometheus-eu", "disk", "resolved"));
  }

  @Test
  void keepsTheOriginalWithoutItsKey() throws Exception {
    intake.send(intake.post("/v2/enqueue", TRIGGER));
    intake.send(intake.post("/v2/enqueue", TRIGGER.replace("trigger", "shout")));
    assertThat(text(intake.log.alerts.getFirst().getRaw()))
        .isEqualTo(TRIGGER.replace("key-prometheus-eu", "***"));
    assertThat(text(intake.log.rejected.getFirst().getRaw()))
        .contains("shout")
        .doesNotContain("key-prometheus-eu");
  }

  @Test
  void answers401ToAnUnknownKeyAndToNone() throws Exception {
    assertThat(intake.send(intake.post("/v2/enqueue", TRIGGER.replace("key-", "no-"))).statusCode())
        .isEqualTo(401);
    var keyless = TRIGGER.replace("routing_key", "x");
    assertThat(intake.send(intake.post("/v2/enqueue", keyless)).statusCode()).isEqualTo(401);
    assertThat(intake.send(intake.post("/v2/enqueue", "{")).statusCode()).isEqualTo(400);
    assertThat(intake.log.rejected).allMatch(rejected -> !rejected.getRaw().hasRemaining());
  }

  @Test
  void answers429ToWhoeverIsTooFastAnd503WhenTheBrokerIsAway() throws Exception {
    intake.close();
    intake = IntakeServer.start(IntakeServer.limits(1, 100));
    assertThat(intake.send(intake.post("/v2/enqueue", TRIGGER)).statusCode()).isEqualTo(202);
    assertThat(intake.send(intake.post("/v2/enqueue", TRIGGER)).statusCode()).isEqualTo(429);
    intake.clock.advance(java.time.Duration.ofSeconds(5));
    intake.log.answering(new Appended.Unavailable("away"));
    assertThat(intake.send(intake.post("/v2/enqueue", TRIGGER)).statusCode()).isEqualTo(503);
  }

  private static String text(java.nio.ByteBuffer raw) {
    return java.nio.charset.StandardCharsets.UTF_8.decode(raw.duplicate()).toString();
  }
}
