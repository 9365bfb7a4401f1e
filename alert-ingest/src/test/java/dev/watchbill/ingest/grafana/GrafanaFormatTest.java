package dev.watchbill.ingest.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.ingest.Reading;
import dev.watchbill.ingest.SourceAlert;
import dev.watchbill.ingest.SourceLink;
import dev.watchbill.ingest.SourceStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrafanaFormatTest {
  private static final String UNIFIED =
      """
      {"receiver":"watchbill","status":"firing","orgId":1,"alerts":[
        {"status":"firing","labels":{"alertname":"High memory usage","team":"blue","zone":"us-1"},
         "annotations":{"description":"The system has high memory usage","runbook_url":"https://myrunbook.com/runbook/1234","summary":"High"},
         "startsAt":"2026-01-05T09:51:03.157076+02:00","endsAt":"0001-01-01T00:00:00Z",
         "generatorURL":"https://play.grafana.org/alerting/1afz29v7z/edit","fingerprint":"c6eadffa33fcdf37",
         "silenceURL":"https://play.grafana.org/alerting/silence/new?alertmanager=grafana","dashboardURL":"https://g/d","panelURL":"https://g/p",
         "values":{"B":44.23,"C":1},"valueString":"[ var='B' labels={} value=44.23 ]"},
        {"status":"resolved","labels":{"alertname":"High CPU usage"},"annotations":{},
         "startsAt":"2026-01-05T09:00:00Z","endsAt":"2026-01-05T09:30:00Z","fingerprint":"d1rdpdv7k"}],
       "groupLabels":{},"commonLabels":{},"commonAnnotations":{},"externalURL":"https://play.grafana.org/","version":"1",
       "groupKey":"{}:{}","truncatedAlerts":0,"title":"[FIRING:2]","state":"alerting","message":"**Firing**"}\
      """;

  @Test
  void readsEachAlertWithItsOwnStatusAndLinks() {
    var alerts = alerts(UNIFIED);
    assertThat(alerts)
        .extracting(SourceAlert::status, SourceAlert::key, SourceAlert::groupKey)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(SourceStatus.FIRING, "c6eadffa33fcdf37", "{}:{}"),
            org.assertj.core.groups.Tuple.tuple(SourceStatus.RESOLVED, "d1rdpdv7k", "{}:{}"));
    assertThat(alerts.getFirst().links())
        .extracting(SourceLink::text)
        .containsExactly("Source", "Silence", "Dashboard", "Panel");
    assertThat(alerts.getFirst().note()).isEqualTo("Values: [ var='B' labels={} value=44.23 ]");
    assertThat(alerts.getFirst().endsAt()).isNull();
  }

  @Test
  void readsAMessageOfARuleOfOldGrafanas() {
    var old =
        """
        {"dashboardId":1,"evalMatches":[{"value":1,"metric":"Count","tags":{}}],"imageUrl":"https://grafana.com/i.png",
         "message":"Notification Message","orgId":1,"panelId":2,"ruleId":3,"ruleName":"Panel Title alert",
         "ruleUrl":"http://localhost:3000/d/hZ7BuVbWz","state":"alerting","tags":{"service":"checkout"},"title":"[Alerting] Panel Title alert"}\
        """;
    assertThat(alerts(old))
        .singleElement()
        .returns("rule-3", SourceAlert::key)
        .returns(SourceStatus.FIRING, SourceAlert::status)
        .returns("checkout", alert -> alert.labels().get("service"))
        .returns("Panel Title alert", alert -> alert.labels().get("alertname"))
        .returns("[Alerting] Panel Title alert", alert -> alert.stated().title());
    assertThat(alerts(old.replace("\"alerting\"", "\"ok\"")).getFirst().status())
        .isEqualTo(SourceStatus.RESOLVED);
    assertThat(alerts(old.replace("\"alerting\"", "\"no_data\"")).getFirst().status())
        .isEqualTo(SourceStatus.FIRING);
    assertThat(alerts(old.replace("\"alerting\"", "\"paused\""))).isEmpty();
  }

  @Test
  void refusesAnythingElse() {
    assertThat(read("{\"state\":\"ok\"}"))
        .isEqualTo(new Reading.Unreadable("alerts: expected a list of alerts, but got nothing"));
  }

  private static List<SourceAlert> alerts(String body) {
    assertThat(read(body)).isInstanceOf(Reading.Read.class);
    return ((Reading.Read) read(body)).alerts();
  }

  private static Reading read(String body) {
    return new GrafanaFormat()
        .read(body.getBytes(StandardCharsets.UTF_8), Instant.parse("2026-01-05T10:00:00Z"));
  }
}
