package dev.watchbill.ingest.pagerduty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.ingest.IntegrationSettings;
import dev.watchbill.ingest.Reading;
import dev.watchbill.ingest.SourceAlert;
import dev.watchbill.ingest.SourceLink;
import dev.watchbill.ingest.SourceStatus;
import dev.watchbill.schemas.Integration;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventsFormatTest {
  private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");

  /** The example of PagerDuty's own document. */
  private static final String TRIGGER =
      """
      {"payload":{"summary":"DISK at 99%","timestamp":"2015-07-17T08:42:58.315+0000",
       "severity":"critical","source":"prod03","component":"mysql","group":"datapipe","class":"disk",
       "custom_details":{"free space":"1%","load avg":0.75,"nested":{"a":[1]},"none":null}},
       "routing_key":"e93facc0","dedup_key":"srv01/mysql","event_action":"trigger",
       "client":"Monitoring","client_url":"https://monitoring.example.com",
       "links":[{"href":"http://pagerduty.example.com","text":"An example"}],
       "images":[{"src":"https://chart.example.com/c.png","alt":"Chart"}]}
      """;

  @Test
  void takesATriggerWithAllItCarries() {
    var alert = read(TRIGGER);
    assertThat(alert.status()).isEqualTo(SourceStatus.FIRING);
    assertThat(alert.key()).isEqualTo("srv01/mysql");
    assertThat(alert.startedAt()).isNull();
    assertThat(alert.note())
        .isEqualTo(
            "Its sender says it is of 2015-07-17T08:42:58.315Z, but it was received at %s."
                .formatted(NOW));
    assertThat(alert.labels())
        .isEqualTo(
            Map.of(
                "severity", "critical",
                "source", "prod03",
                "component", "mysql",
                "group", "datapipe",
                "class", "disk"));
    assertThat(alert.annotations())
        .isEqualTo(
            Map.of(
                "summary", "DISK at 99%",
                "free space", "1%",
                "load avg", "0.75",
                "nested", "{\"a\":[1]}"));
    assertThat(alert.links())
        .containsExactly(
            new SourceLink("An example", "http://pagerduty.example.com"),
            new SourceLink("Chart", "https://chart.example.com/c.png"),
            new SourceLink("Monitoring", "https://monitoring.example.com"));
  }

  @Test
  void isTheSameAlertWhateverTheTimestampOfItsTrigger() {
    for (var time : List.of("2026-01-05T08:59:30Z", "2026-01-05T09:00:00Z")) {
      var alert =
          read(
              "{'event_action':'trigger','dedup_key':'k','payload':{'summary':'s','timestamp':'%s'}}"
                  .formatted(time));
      assertThat(alert.startedAt()).isNull();
      assertThat(alert.note()).isEmpty();
    }
  }

  @Test
  void pagesThoughItsTimestampCannotBeRead() {
    for (var time : List.of("'yesterday'", "[1]", "{}")) {
      var alert =
          read("{'event_action':'trigger','payload':{'summary':'s','timestamp':" + time + "}}");
      assertThat(alert.note()).isEmpty();
      assertThat(alert.annotations()).containsEntry("timestamp", time.replace("'", ""));
    }
    assertThat(
            read("{'event_action':'trigger','payload':{'summary':'s','timestamp':1767603600}}")
                .annotations())
        .doesNotContainKey("timestamp");
  }

  @Test
  void takesAnAcknowledgementAndAResolutionWithoutPayload() {
    assertThat(read("{'event_action':'acknowledge','dedup_key':'k'}").status())
        .isEqualTo(SourceStatus.ACKNOWLEDGED);
    assertThat(read("{'event_action':'resolve','dedup_key':'k'}").status())
        .isEqualTo(SourceStatus.RESOLVED);
  }

  @Test
  void makesAKeyForATriggerWithoutOne() {
    assertThat(read("{'event_action':'trigger','payload':{'summary':'s','severity':''}}").key())
        .isEqualTo("made-up");
  }

  @Test
  void saysWhatIsWrongWithAnEvent() {
    assertThat(problem("{'event_action':'resolve'}"))
        .isEqualTo("dedup_key: expected the key of a trigger, but got nothing");
    assertThat(problem("{'event_action':'trigger','payload':{}}"))
        .isEqualTo("payload.summary: expected a text, but got nothing");
    assertThat(problem("{'event_action':'shout'}"))
        .isEqualTo("event_action: expected trigger, acknowledge or resolve, but got \"shout\"");
    assertThat(problem("{'event_action':'trigger','payload':[]}"))
        .isEqualTo("payload: expected a JSON object, but got list");
    assertThat(problem("[]")).isEqualTo("Expected a JSON object, but got list");
  }

  @Test
  void takesTheKeyOutOfItsPlaceAndOutOfNoOther() {
    var keyed =
        EventsFormat.keyed(bytes("{'dedup_key':'k','x':['k'],'routing_key' : 'k','event':1}"))
            .orElseThrow();
    assertThat(keyed.key()).isEqualTo("k");
    assertThat(keyed.rest().replace('"', '\''))
        .isEqualTo("{'dedup_key':'k','x':['k'],'routing_key' : '***','event':1}");
  }

  @Test
  void takesEveryKeyOutHoweverItIsWritten() {
    var keyed =
        EventsFormat.keyed(bytes("{'routing_key':'first','routing_key':'s\\u0065cond'}"))
            .orElseThrow();
    assertThat(keyed.key()).isEqualTo("second");
    assertThat(keyed.rest().replace('"', '\''))
        .isEqualTo("{'routing_key':'***','routing_key':'***'}");
  }

  @Test
  void findsNoKeyWhereThereIsNone() {
    assertThat(EventsFormat.keyed(bytes("{}"))).isEmpty();
    assertThat(EventsFormat.keyed(bytes("{'routing_key':null}"))).isEmpty();
    assertThat(EventsFormat.keyed(bytes("{'routing_key':'a'"))).isEmpty();
  }

  @Test
  void givesAllEventsOfAnIntegrationOneServiceAsMostCarryNone() {
    var settings =
        IntegrationSettings.of(
            Integration.newBuilder()
                .setName("legacy")
                .setServiceFrom(List.of("labels.component"))
                .build());
    var fitted = new EventsFormat(() -> "k").fit(settings);
    assertThat(fitted.serviceFrom()).isEmpty();
    assertThat(fitted.service()).hasValue("legacy");
  }

  private static SourceAlert read(String event) {
    return ((Reading.Read) new EventsFormat(() -> "made-up").read(bytes(event), NOW))
        .alerts()
        .getFirst();
  }

  private static String problem(String event) {
    return ((Reading.Unreadable) new EventsFormat(() -> "made-up").read(bytes(event), NOW))
        .sentence();
  }

  private static byte[] bytes(String json) {
    return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }
}
