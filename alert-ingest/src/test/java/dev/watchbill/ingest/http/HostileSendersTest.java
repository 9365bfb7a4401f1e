package dev.watchbill.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.ingest.HostileBodies;
import dev.watchbill.schemas.Alert;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostileSendersTest {
  private static final IntakeServer INTAKE =
      IntakeServer.start(IntakeServer.limits(1_000_000_000, 1_000_000_000));
  private static final String WEBHOOK =
      "/integrations/prometheus-eu/alertmanager?key=key-prometheus-eu";
  private static final String API = "/api/v2/alerts?key=key-prometheus-eu";
  private static final String EVENTS = "/v2/enqueue";
  private static final String ALERT =
      """
      {"status":"firing","labels":{"alertname":"Up","service":"checkout","severity":"page"},
       "annotations":{"summary":"s","runbook_url":"https://x.example.com"},
       "startsAt":"2026-01-05T08:59:30.123456789Z","endsAt":"0001-01-01T00:00:00Z",
       "generatorURL":"http://prom:9090/graph","fingerprint":"5ef77f1f8a3ecf8d"}\
      """;
  private static final String MESSAGE =
      "{\"version\":\"4\",\"groupKey\":\"g\",\"truncatedAlerts\":0,\"alerts\":[%s,%s]}"
          .formatted(ALERT, ALERT.replace("firing", "resolved"));
  private static final String LIST = "[%s,%s]".formatted(ALERT, ALERT);
  private static final String EVENT =
      """
      {"routing_key":"key-prometheus-eu","event_action":"trigger","dedup_key":"k","payload":
       {"summary":"s","source":"db","severity":"critical","timestamp":"2026-01-05T08:59:30Z",
        "custom_details":{"a":"b"}},"links":[{"href":"http://x","text":"y"}]}\
      """;

  private static final String OPSGENIE = "/v2/alerts?key=key-prometheus-eu";
  private static final String OPSGENIE_ALERT =
      """
      {"message":"m","alias":"disk/db-1","description":"d","tags":["a"],"details":{"k":"v"},"entity":"e",
       "priority":"P1","user":"kim","note":"n","responders":[{"type":"team","id":"x"}]}\
      """;
  private static final String CLOUDEVENTS =
      "/integrations/prometheus-eu/cloudevents?key=key-prometheus-eu";
  private static final String CLOUDEVENT =
      """
      [{"specversion":"1.0","id":"1","source":"/s","type":"t","subject":"x","time":"2026-01-05T08:59:30Z",
       "data":{"severity":"critical","title":"t","labels":{"a":"b"}}}]\
      """;
  private static final String PLAIN = "/integrations/prometheus-eu/json?key=key-prometheus-eu";

  @AfterEach
  void forget() {
    INTAKE.log.alerts.clear();
    INTAKE.log.rejected.clear();
  }

  @AfterAll
  static void stop() {
    INTAKE.close();
  }

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  static LongStream manySeeds() {
    return LongStream.range(1_000, 4_000);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void answersGeneratedBodiesWithoutFailing(long seed) throws Exception {
    answersWithoutFailing(seed);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("manySeeds")
  @Tag("slow")
  void answersManyGeneratedBodiesWithoutFailing(long seed) throws Exception {
    answersWithoutFailing(seed);
  }

  private static void answersWithoutFailing(long seed) throws Exception {
    assertThat(answer(WEBHOOK, HostileBodies.of(seed, MESSAGE))).isIn(202, 400);
    assertThat(answer(API, HostileBodies.of(seed, LIST))).isIn(200, 400);
    assertThat(answer(EVENTS, HostileBodies.of(seed, EVENT))).isIn(202, 400, 401);
    assertThat(answer(OPSGENIE, HostileBodies.of(seed, OPSGENIE_ALERT))).isIn(202, 400);
    assertThat(answer(CLOUDEVENTS, HostileBodies.of(seed, CLOUDEVENT))).isIn(202, 400);
    assertThat(answer(PLAIN, HostileBodies.of(seed, LIST))).isIn(202, 400);
    assertThat(INTAKE.log.alerts).allSatisfy(HostileSendersTest::fitsARecord);
  }

  @Test
  void refusesBodiesThatAreTooDeep() throws Exception {
    assertThat(answer(API, "[".repeat(1_000_000))).isEqualTo(400);
    assertThat(answer(WEBHOOK, "{\"a\":".repeat(100_000))).isEqualTo(400);
    assertThat(answer(EVENTS, EVENT.replace("\"b\"", "[".repeat(10_000)))).isEqualTo(400);
    assertThat(answer(PLAIN, "[".repeat(1_000_000))).isEqualTo(400);
    assertThat(answer(OPSGENIE, "{\"details\":{\"a\":".repeat(1_000))).isEqualTo(400);
    assertThat(answer(API, LIST)).isEqualTo(200);
  }

  @Test
  void refusesMoreLabelsThanAnAlertHas() throws Exception {
    var labels =
        IntStream.range(0, 300_000)
            .mapToObj("\"l%d\":\"v\""::formatted)
            .collect(Collectors.joining(","));
    assertThat(answer(API, "[{\"labels\":{" + labels + "}}]")).isEqualTo(400);
    assertThat(answer(API, LIST)).isEqualTo(200);
  }

  @Test
  void refusesMoreAlertsThanARequestHas() throws Exception {
    assertThat(answer(API, "[{}" + ",{}".repeat(1_500_000) + "]")).isEqualTo(400);
    assertThat(answer(API, "[0" + ",0".repeat(2_000_000) + "]")).isEqualTo(400);
    assertThat(answer(PLAIN, "[{}" + ",{}".repeat(1_500_000) + "]")).isEqualTo(400);
    assertThat(INTAKE.log.rejected).hasSize(3);
    assertThat(answer(API, LIST)).isEqualTo(200);
  }

  @Test
  void cutsTextsOfMegabytes() throws Exception {
    var huge = LIST.replace("\"s\"", "\"" + "支".repeat(700_000) + "\"");
    assertThat(answer(API, huge)).isEqualTo(200);
    assertThat(INTAKE.log.alerts).hasSize(2).allSatisfy(HostileSendersTest::fitsARecord);
  }

  @Test
  void takesTheLastOfTwoFieldsWithOneName() throws Exception {
    var twice =
        "[{\"labels\":{\"service\":\"a\",\"service\":\"b\"},\"labels\":{\"service\":\"c\"}}]";
    assertThat(answer(API, twice)).isEqualTo(200);
    assertThat(INTAKE.log.alerts).extracting(Alert::getService).containsExactly("c");
  }

  @Test
  void pagesForAnAlertWithBadBytesInItsText() throws Exception {
    var bytes =
        LIST.replace("\"s\"", "\"\\u0000 ~ \\ud800\"").getBytes(StandardCharsets.ISO_8859_1);
    bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf('~')] = (byte) 0xc3;
    assertThat(answer(API, bytes)).isEqualTo(200);
    assertThat(INTAKE.log.alerts.getFirst().getTitle()).isEqualTo("\uFFFD \uFFFD \uFFFD");
  }

  @Test
  void takesTheYearsAtBothEndsOfTime() throws Exception {
    var ends = LIST.replace("0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z");
    assertThat(answer(API, ends)).isEqualTo(200);
    assertThat(INTAKE.log.alerts)
        .hasSize(2)
        .allSatisfy(alert -> assertThat(alert.getStatus()).isEqualTo("firing"));
  }

  @Test
  void refusesAnEmptyBody() throws Exception {
    for (var path : List.of(WEBHOOK, API, EVENTS, OPSGENIE, CLOUDEVENTS, PLAIN)) {
      assertThat(answer(path, "")).isEqualTo(400);
    }
  }

  private static void fitsARecord(Alert alert) throws IOException {
    assertThat(Alert.getEncoder().encode(alert).remaining()).isLessThan(900_000);
  }

  private static int answer(String path, String body) throws Exception {
    return answer(path, body.getBytes(StandardCharsets.UTF_8));
  }

  private static int answer(String path, byte[] body) throws Exception {
    return INTAKE.send(INTAKE.post(path, body)).statusCode();
  }
}
