package dev.watchbill.ingest.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.ingest.Arrival;
import dev.watchbill.ingest.IntegrationSettings;
import dev.watchbill.ingest.Reading;
import dev.watchbill.ingest.SourceAlert;
import dev.watchbill.ingest.SourceStatus;
import dev.watchbill.schemas.Integration;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertsApiFormatTest {
  private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");

  @Test
  void keepsAFiringAlertsEndUntilWhichItMustComeAgain() {
    var alert = only("{'labels':{'alertname':'Up'},'endsAt':'2026-01-05T09:04:00.123Z'}");
    assertThat(alert.status()).isEqualTo(SourceStatus.FIRING);
    assertThat(alert.endsAt()).isEqualTo("2026-01-05T09:04:00.123Z");
  }

  @Test
  void resolvesAnAlertWhoseEndIsPast() {
    var alert = only("{'labels':{'alertname':'Up'},'endsAt':'2026-01-05T09:00:00Z'}");
    assertThat(alert.status()).isEqualTo(SourceStatus.RESOLVED);
  }

  /** Its clock shows 08:50: what ends at 08:54 there comes again until then. */
  @Test
  void whatFiresBySendersClockThatIsBehindFires() {
    var behind = "Mon, 05 Jan 2026 08:50:00 GMT";
    var firing = "[{'labels':{'alertname':'Up'},'endsAt':'2026-01-05T08:54:00Z'}]";
    assertThat(read(firing, behind).alerts())
        .singleElement()
        .returns(SourceStatus.FIRING, SourceAlert::status)
        .returns(Instant.parse("2026-01-05T09:04:00Z"), SourceAlert::endsAt);
    var over = "[{'labels':{'alertname':'Up'},'endsAt':'2026-01-05T08:50:00Z'}]";
    assertThat(read(over, behind).alerts())
        .singleElement()
        .returns(SourceStatus.RESOLVED, SourceAlert::status)
        .returns(Instant.parse("2026-01-05T08:50:00Z"), SourceAlert::endsAt);
  }

  @Test
  void aSendersClockThatIsRightOrAheadOrNoneChangesNothing() {
    var over = "[{'labels':{'alertname':'Up'},'endsAt':'2026-01-05T08:59:50Z'}]";
    var ahead = "[{'labels':{'alertname':'Up'},'endsAt':'2026-01-05T09:05:00Z'}]";
    assertThat(read(over, "Mon, 05 Jan 2026 08:59:20 GMT").alerts().getFirst().status())
        .isEqualTo(SourceStatus.RESOLVED);
    assertThat(read(over, "yesterday").alerts().getFirst().status())
        .isEqualTo(SourceStatus.RESOLVED);
    assertThat(read(ahead, "Mon, 05 Jan 2026 09:10:00 GMT").alerts())
        .singleElement()
        .returns(SourceStatus.FIRING, SourceAlert::status)
        .returns(Instant.parse("2026-01-05T09:05:00Z"), SourceAlert::endsAt);
  }

  @Test
  void noEndLiesInAYearThatNobodyCanWrite() {
    var far = "[{'labels':{'alertname':'Up'},'endsAt':'9999-12-31T23:00:00-12:00'}]";
    for (var date : List.of("Mon, 05 Jan 2026 09:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT")) {
      assertThat(read(far, date).alerts())
          .singleElement()
          .returns(SourceStatus.FIRING, SourceAlert::status)
          .returns(Instant.parse("9999-12-31T23:59:59.999Z"), SourceAlert::endsAt);
    }
  }

  private static Reading.Read read(String json, String date) {
    var from =
        IntegrationSettings.of(
            Integration.newBuilder().setName("p").setType("alertmanager").build());
    return (Reading.Read)
        new AlertsApiFormat()
            .read(
                json.replace('\'', '"').getBytes(StandardCharsets.UTF_8),
                new Arrival(NOW, "/api/v2/alerts", "s", Map.of("date", date)),
                from);
  }

  @Test
  void takesAmtoolsYearOneForNoTimeAtAll() {
    var alert =
        only(
            """
            {'labels':{'alertname':'Up'},'startsAt':'0001-01-01T00:00:00.000Z',
             'endsAt':'0001-01-01T00:00:00.000Z'}\
            """);
    assertThat(alert.status()).isEqualTo(SourceStatus.FIRING);
    assertThat(alert.startedAt()).isNull();
    assertThat(alert.endsAt()).isNull();
  }

  @Test
  void groupsByAlertname() {
    assertThat(only("{'labels':{'alertname':'Up','job':'a'}}").groupKey()).isEqualTo("Up");
  }

  @Test
  void keysAnAlertByItsLabelsWhateverTheirOrder() {
    var one = only("{'labels':{'alertname':'Up','job':'a'}}");
    var other = only("{'labels':{'job':'a','empty':'','alertname':'Up'}}");
    assertThat(one.key()).isEqualTo(other.key());
  }

  /** Values from Alertmanager 0.25's own answer to these labels. */
  @Test
  void computesTheFingerprintsAlertmanagerComputes() {
    assertThat(Fingerprint.of(Map.of())).isEqualTo("cbf29ce484222325");
    assertThat(Fingerprint.of(Map.of("alertname", "Up", "job", "a"))).isEqualTo("c8d8cc8dec67aa6b");
    assertThat(Fingerprint.of(Map.of("alertname", "Über", "svc", "支付")))
        .isEqualTo("f38075e155e784f4");
  }

  @Test
  void keepsValidAlertsBesideInvalidOnes() {
    var reading =
        read(
            """
            [{'labels':{'a':'1'}},{'labels':{}},{'annotations':{}},7,
             {'labels':{'a':'2'},'startsAt':'yesterday'},
             {'labels':{'a':'3'},'startsAt':'2026-01-05T09:00:00Z','endsAt':'2026-01-05T08:00:00Z'},
             {'labels':{'a':'4'}}]\
            """);
    assertThat(reading.alerts())
        .extracting(alert -> alert.labels().get("a"))
        .containsExactly("1", "4");
    assertThat(reading.refused())
        .extracting(Reading.RefusedPart::sentence)
        .containsExactly(
            "alerts[1].labels: expected at least one label, but got none",
            "alerts[2].labels: expected at least one label, but got none",
            "alerts[3]: expected a JSON object",
            "alerts[4].startsAt: expected a time such as 2026-01-05T09:00:00Z, but got \"yesterday\"",
            "alerts[5]: expected its end behind its start, but got 2026-01-05T09:00:00Z behind"
                + " 2026-01-05T08:00:00Z");
  }

  @Test
  void acceptsAnEmptyList() {
    assertThat(read("[]").alerts()).isEmpty();
  }

  @Test
  void refusesWhatIsNotAList() {
    assertThat(new AlertsApiFormat().read("{}".getBytes(StandardCharsets.UTF_8), NOW))
        .isEqualTo(new Reading.Unreadable("Expected a JSON list, but got object"));
  }

  private static SourceAlert only(String alert) {
    return read("[" + alert + "]").alerts().getFirst();
  }

  private static Reading.Read read(String json) {
    var body = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return (Reading.Read) new AlertsApiFormat().read(body, NOW);
  }
}
