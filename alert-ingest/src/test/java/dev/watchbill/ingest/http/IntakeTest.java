package dev.watchbill.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.ingest.AlertLog.Appended;
import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.RejectedAlert;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntakeTest {
  private static final String WEBHOOK = "/integrations/prometheus-eu/alertmanager";
  private static final String KEY = "?key=key-prometheus-eu";
  private static final String API = "/api/v2/alerts" + KEY;
  private static final String MESSAGE =
      """
      {"version":"4","groupKey":"g","alerts":[{"status":"firing","fingerprint":"f",
      "labels":{"service":"checkout","alertname":"Up"}}]}\
      """;
  private static final String LIST =
      "[{\"labels\":{\"service\":\"checkout\",\"alertname\":\"Up\"}}]";

  private IntakeServer intake = IntakeServer.start();

  @AfterEach
  void stop() {
    intake.close();
  }

  @Test
  void answers202OnceTheWebhooksAlertsAreDurable() throws Exception {
    var answer = intake.send(intake.post(WEBHOOK + KEY, MESSAGE));
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).isEqualTo("{\"accepted\":1}");
    assertThat(intake.log.alerts)
        .extracting(Alert::getIntegration, Alert::getKey, Alert::getService, Alert::getGroupKey)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("prometheus-eu", "f", "checkout", "g"));
  }

  @Test
  void answers200AndNothingElseWhereAnAlertmanagerWould() throws Exception {
    var answer = intake.send(intake.post(API, LIST));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(intake.log.alerts).extracting(Alert::getGroupKey).containsExactly("Up");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer key-prometheus-eu", "bearer  key-prometheus-eu", "BASIC"})
  void takesAKeyAsBearerTokenOrBasicPassword(String authorization) throws Exception {
    var basic =
        Base64.getEncoder()
            .encodeToString("anyone:key-prometheus-eu".getBytes(StandardCharsets.UTF_8));
    var header = authorization.equals("BASIC") ? "Basic " + basic : authorization;
    var answer = intake.send(intake.post(WEBHOOK, MESSAGE).header("Authorization", header));
    assertThat(answer.statusCode()).isEqualTo(202);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        WEBHOOK,
        WEBHOOK + "?key=wrong",
        WEBHOOK + "?key=",
        "/integrations/other/alertmanager" + KEY,
        "/integrations/absent/alertmanager" + KEY,
        "/api/v2/alerts",
        "/api/v2/alerts?key=wrong"
      })
  void tellsNobodyWhyAKeyIsWrong(String path) throws Exception {
    var answer = intake.send(intake.post(path, MESSAGE));
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body())
        .contains("Expected the key of this integration")
        .doesNotContain("key-");
    assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
    assertThat(intake.log.alerts).isEmpty();
  }

  @Test
  void answers503UntilARosterIsThere() throws Exception {
    intake.roster.set(RosterSnapshot.NONE);
    var answer = intake.send(intake.post(API, LIST));
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
  }

  @Test
  void answers503WhenTheBrokerDoesNotAcknowledge() throws Exception {
    intake.log.answering(new Appended.Unavailable("away"));
    var answer = intake.send(intake.post(WEBHOOK + KEY, MESSAGE));
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
  }

  @Test
  void takesAlertsAgainAsSoonAsTheBrokerIsBack() throws Exception {
    intake.log.answering(new Appended.Unavailable("away"));
    assertThat(intake.send(intake.post(API, LIST)).statusCode()).isEqualTo(503);
    intake.log.answering(new Appended.Durable());
    assertThat(intake.send(intake.post(API, LIST)).statusCode()).isEqualTo(200);
  }

  @Test
  void waitsForASlowBroker() throws Exception {
    intake.log.after(Duration.ofMillis(300));
    assertThat(intake.send(intake.post(API, LIST)).statusCode()).isEqualTo(200);
    assertThat(intake.log.alerts).hasSize(1);
  }

  @Test
  void keepsValidAlertsBesideInvalidOnesAndAnswers400() throws Exception {
    var answer = intake.send(intake.post(API, "[{\"labels\":{}}," + LIST.substring(1)));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .isEqualTo("\"alerts[0].labels: expected at least one label, but got none\"");
    assertThat(intake.log.alerts).hasSize(1);
    assertThat(intake.log.rejected)
        .extracting(RejectedAlert::getIntegration, RejectedAlert::getStatus, r -> text(r.getRaw()))
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("prometheus-eu", 400, "{\"labels\":{}}"));
  }

  @Test
  void writesDownWhatItCouldNotRead() throws Exception {
    var answer = intake.send(intake.post(WEBHOOK + KEY, "not json at all"));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(intake.log.rejected)
        .extracting(RejectedAlert::getPath, r -> text(r.getRaw()))
        .containsExactly(org.assertj.core.groups.Tuple.tuple(WEBHOOK, "not json at all"));
  }

  @Test
  void writesDownAStrangersRequestWithoutItsBody() throws Exception {
    intake.send(intake.post(WEBHOOK + "?key=wrong", MESSAGE));
    assertThat(intake.log.rejected)
        .extracting(RejectedAlert::getIntegration, RejectedAlert::getStatus, r -> text(r.getRaw()))
        .containsExactly(org.assertj.core.groups.Tuple.tuple("unknown", 401, ""));
  }

  @Test
  void writesDownNoMoreThanAFewStrangers() throws Exception {
    for (var i = 0; i < 30; i++) {
      intake.send(intake.post(WEBHOOK, MESSAGE));
    }
    assertThat(intake.log.rejected).hasSize(10);
  }

  @Test
  void keepsNoKeyInWhatItWrites() throws Exception {
    intake.send(
        intake.post(WEBHOOK + KEY, MESSAGE).header("Authorization", "Bearer key-prometheus-eu"));
    intake.send(intake.post(WEBHOOK + KEY, "x").header("X-Token", "key-prometheus-eu"));
    assertThat(intake.log.alerts.toString() + intake.log.rejected)
        .contains("content-type")
        .doesNotContain("key-prometheus-eu");
  }

  @Test
  void refusesABodyThatSaysItIsTooLarge() throws Exception {
    var answer = intake.send(intake.post(API, new byte[RequestBody.LIMIT + 1]));
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(intake.send(intake.post(API, LIST)).statusCode()).isEqualTo(200);
  }

  @Test
  void refusesABodyThatBecomesTooLargeInChunks() throws Exception {
    var endless = new byte[RequestBody.LIMIT * 2];
    var answer =
        intake.send(
            intake
                .post(API, LIST)
                .POST(
                    java.net.http.HttpRequest.BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream(endless))));
    assertThat(answer.statusCode()).isEqualTo(413);
  }

  @Test
  void readsCompressedBodies() throws Exception {
    var answer =
        intake.send(
            intake
                .post(API, gzip(LIST.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Encoding", "gzip"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(intake.log.alerts).hasSize(1);
  }

  @Test
  void refusesABodyThatBecomesTooLargeWhenDecompressed() throws Exception {
    var bomb = gzip(new byte[200_000_000]);
    var answer = intake.send(intake.post(API, bomb).header("Content-Encoding", "gzip"));
    assertThat(answer.statusCode()).isEqualTo(413);
  }

  @Test
  void refusesABrokenCompressedBody() throws Exception {
    var whole = gzip(LIST.repeat(100).getBytes(StandardCharsets.UTF_8));
    var half = java.util.Arrays.copyOf(whole, whole.length / 2);
    var answer = intake.send(intake.post(API, half).header("Content-Encoding", "gzip"));
    assertThat(answer.statusCode()).isEqualTo(400);
  }

  @Test
  void refusesEncodingsItDoesNotRead() throws Exception {
    var answer = intake.send(intake.post(WEBHOOK + KEY, MESSAGE).header("Content-Encoding", "br"));
    assertThat(answer.statusCode()).isEqualTo(415);
  }

  @Test
  void takesFiveThousandAlertsAtOnce() throws Exception {
    var list =
        IntStream.range(0, 5_000)
            .mapToObj(
                "{\"labels\":{\"service\":\"checkout\",\"alertname\":\"Up\",\"n\":\"%d\"}}"
                    ::formatted)
            .collect(Collectors.joining(",", "[", "]"));
    assertThat(intake.send(intake.post(API, list)).statusCode()).isEqualTo(200);
    assertThat(intake.log.alerts).hasSize(5_000);
  }

  @Test
  void letsAStormOfOneServiceStarveNoOther() throws Exception {
    intake.close();
    intake = IntakeServer.start(IntakeServer.limits(1_000, 5));
    for (var i = 0; i < 5; i++) {
      assertThat(intake.send(intake.post(API, LIST)).statusCode()).isEqualTo(200);
    }
    var both = LIST.replace("]", ",{\"labels\":{\"service\":\"cart\"}}]");
    var answer = intake.send(intake.post(API, both));
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(intake.log.alerts.getLast().getService()).isEqualTo("cart");
  }

  @Test
  void letsAStormOfOneIntegrationStarveNoOther() throws Exception {
    intake.close();
    intake = IntakeServer.start(IntakeServer.limits(2, 1_000));
    assertThat(intake.send(intake.post(API, LIST)).statusCode()).isEqualTo(200);
    assertThat(intake.send(intake.post(API, LIST)).statusCode()).isEqualTo(200);
    assertThat(intake.send(intake.post(API, LIST)).statusCode()).isEqualTo(503);
    assertThat(intake.send(intake.post("/api/v2/alerts?key=key-other", LIST)).statusCode())
        .isEqualTo(200);
    intake.clock.advance(Duration.ofSeconds(1));
    assertThat(intake.send(intake.post(API, LIST)).statusCode()).isEqualTo(200);
  }

  @Test
  void countsWhatCameAndWhatBecameOfIt() throws Exception {
    intake.send(intake.post(API, "[{\"labels\":{}}," + LIST.substring(1)));
    intake.send(intake.post(API + "x", LIST));
    assertThat(count("watchbill_ingest_alerts_received_total", "integration", "prometheus-eu"))
        .isEqualTo(2);
    assertThat(count("watchbill_ingest_alerts_accepted_total", "integration", "prometheus-eu"))
        .isEqualTo(1);
    assertThat(count("watchbill_ingest_rejected_total", "reason", "invalid")).isEqualTo(1);
    assertThat(count("watchbill_ingest_rejected_total", "reason", "unauthorized")).isEqualTo(1);
    assertThat(intake.metrics.get("watchbill_ingest_last_received_seconds").gauge().value())
        .isEqualTo((double) intake.clock.instant().getEpochSecond());
  }

  @Test
  void tellsItsStatusToWhoeverTakesItForAnAlertmanager() throws Exception {
    var request = java.net.http.HttpRequest.newBuilder(intake.uri("/api/v2/status" + KEY)).GET();
    var answer = intake.send(request);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"uptime\":\"2026-01-05T09:00:00Z\"");
    assertThat(
            intake
                .send(java.net.http.HttpRequest.newBuilder(intake.uri("/api/v2/status")).GET())
                .statusCode())
        .isEqualTo(401);
  }

  private double count(String name, String tag, String value) {
    return intake.metrics.get(name).tag(tag, value).counter().count();
  }

  private static String text(java.nio.ByteBuffer raw) {
    return StandardCharsets.UTF_8.decode(raw.duplicate()).toString();
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }
}
