package dev.watchbill.ingest.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.ingest.Reading;
import dev.watchbill.ingest.SourceAlert;
import dev.watchbill.ingest.SourceStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebhookFormatTest {
  private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");

  /** As Alertmanager 0.25 sends it. */
  static final String MESSAGE =
      """
      {"receiver":"watchbill","status":"firing","alerts":[
        {"status":"firing","labels":{"alertname":"HighLatency","job":"checkout","severity":"page"},
         "annotations":{"summary":"p99 above 2 s","runbook_url":"https://wiki.example.com/latency"},
         "startsAt":"2026-01-05T08:59:30.123456789Z","endsAt":"0001-01-01T00:00:00Z",
         "generatorURL":"http://prom:9090/graph?g0.expr=up+%3D%3D+0&g0.tab=1",
         "fingerprint":"5ef77f1f8a3ecf8d"},
        {"status":"resolved","labels":{"alertname":"HighLatency","job":"cart"},"annotations":{},
         "startsAt":"2026-01-05T08:00:00.5+01:00","endsAt":"2026-01-05T08:58:00.123Z",
         "generatorURL":"","fingerprint":"00aa"}],
       "groupLabels":{"alertname":"HighLatency"},"commonLabels":{},"commonAnnotations":{},
       "externalURL":"http://am:9093","version":"4",
       "groupKey":"{}:{alertname=\\"HighLatency\\"}","truncatedAlerts":3}
      """;

  @Test
  void takesEachAlertsOwnStatusAndNotTheMessages() {
    assertThat(read(MESSAGE).alerts())
        .extracting(SourceAlert::key, SourceAlert::status)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("5ef77f1f8a3ecf8d", SourceStatus.FIRING),
            org.assertj.core.groups.Tuple.tuple("00aa", SourceStatus.RESOLVED));
  }

  @Test
  void keepsTimesAsSentAndTakesYearOneForNone() {
    var alerts = read(MESSAGE).alerts();
    assertThat(alerts.getFirst().startedAt()).isEqualTo("2026-01-05T08:59:30.123456789Z");
    assertThat(alerts.getFirst().endsAt()).isNull();
    assertThat(alerts.getLast().startedAt()).isEqualTo("2026-01-05T07:00:00.500Z");
    assertThat(alerts.getLast().endsAt()).isEqualTo("2026-01-05T08:58:00.123Z");
  }

  @Test
  void groupsByTheMessagesGroupKeyWhereverItStands() {
    assertThat(read(MESSAGE).alerts())
        .extracting(SourceAlert::groupKey)
        .containsOnly("{}:{alertname=\"HighLatency\"}");
  }

  @Test
  void saysHowManyAlertsTheSenderLeftOut() {
    assertThat(read(MESSAGE).leftOut()).isEqualTo(3);
    assertThat(read(MESSAGE).alerts().getFirst().note())
        .isEqualTo("The sender left out 3 more alerts of this group.");
  }

  @Test
  void keepsTheOriginalOfEachAlert() {
    var raw = StandardCharsets.UTF_8.decode(read(MESSAGE).alerts().getLast().raw()).toString();
    assertThat(raw).startsWith("{\"status\":\"resolved\"").endsWith("\"fingerprint\":\"00aa\"}");
    assertThat(MESSAGE).contains(raw);
  }

  @Test
  void keepsTheWholeMessageOfItsOnlyAlert() {
    var message = oneAlert("{\"status\":\"firing\",\"fingerprint\":\"a\"}");
    assertThat(read(message).alerts().getFirst().raw())
        .isEqualTo(java.nio.ByteBuffer.wrap(message.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void keepsValidAlertsBesideAnInvalidOne() {
    var reading =
        read(
            """
            {"alerts":[{"status":"firing","fingerprint":"a"},{"status":"firing","labels":[1]},
            {"status":"firing","fingerprint":"c"}]}
            """);
    assertThat(reading.alerts()).extracting(SourceAlert::key).containsExactly("a", "c");
    assertThat(reading.refused())
        .extracting(Reading.RefusedPart::sentence)
        .containsExactly("alerts[1].labels: expected a JSON object, but got list");
  }

  @Test
  void refusesAnAlertThatIsNeitherFiringNorResolved() {
    assertThat(read(oneAlert("{\"fingerprint\":\"a\"}")).refused())
        .extracting(Reading.RefusedPart::sentence)
        .containsExactly("alerts[0].status: expected firing or resolved, but got nothing");
  }

  @Test
  void refusesAnAlertThatNothingTellsFromOthers() {
    assertThat(read(oneAlert("{\"status\":\"firing\"}")).refused())
        .extracting(Reading.RefusedPart::sentence)
        .containsExactly(
            "alerts[0]: expected a fingerprint or at least one label, but got neither");
  }

  @Test
  void computesAMissingFingerprintAsAlertmanagerDoes() {
    var message = oneAlert("{\"status\":\"firing\",\"labels\":{\"alertname\":\"x\"}}");
    assertThat(read(message).alerts().getFirst().key())
        .isEqualTo(Fingerprint.of(Map.of("alertname", "x")));
  }

  @Test
  void givesFiringAlertsNoEndAsTheWebhookRepeatsLate() {
    var message =
        oneAlert(
            "{\"status\":\"firing\",\"fingerprint\":\"a\",\"endsAt\":\"2026-01-05T09:04:00Z\"}");
    assertThat(read(message).alerts().getFirst().endsAt()).isNull();
  }

  @Test
  void refusesAMessageWithoutAlerts() {
    assertThat(
            new WebhookFormat().read("{\"version\":\"4\"}".getBytes(StandardCharsets.UTF_8), NOW))
        .isEqualTo(new Reading.Unreadable("alerts: expected a list of alerts, but got nothing"));
  }

  @Test
  void refusesATruncatedMessageWhole() {
    var cut = MESSAGE.substring(0, MESSAGE.length() / 2).getBytes(StandardCharsets.UTF_8);
    assertThat(new WebhookFormat().read(cut, NOW)).isInstanceOf(Reading.Unreadable.class);
  }

  static String oneAlert(String alert) {
    return "{\"alerts\":[" + alert + "]}";
  }

  private static Reading.Read read(String message) {
    return (Reading.Read) new WebhookFormat().read(message.getBytes(StandardCharsets.UTF_8), NOW);
  }
}
