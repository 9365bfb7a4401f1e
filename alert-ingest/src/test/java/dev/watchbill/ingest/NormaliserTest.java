package dev.watchbill.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.Integration;
import dev.watchbill.schemas.Link;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormaliserTest {
  private static final Arrival ARRIVAL =
      new Arrival(Instant.parse("2026-01-05T09:00:00Z"), "/api/v2/alerts", "10.0.0.9 am", Map.of());
  private static final Integration PLAIN =
      Integration.newBuilder().setName("prometheus-eu").build();

  @Test
  void namesTheServiceByItsLabelElseByItsJob() {
    assertThat(labelled(Map.of("service", "checkout", "job", "x")).getService())
        .isEqualTo("checkout");
    assertThat(labelled(Map.of("service", " ", "job", "node exporter/eu")).getService())
        .isEqualTo("node-exporter-eu");
  }

  @Test
  void namesTheServiceAsTheIntegrationSays() {
    var from = Integration.newBuilder(PLAIN).setServiceFrom(List.of("annotations.app.name"));
    assertThat(
            normalised(alert(Map.of("job", "x"), Map.of("app.name", "cart")), from.build())
                .getService())
        .isEqualTo("cart");
  }

  @Test
  void fallsBackToTheIntegrationsServiceAndThenToUnknown() {
    var withService = Integration.newBuilder(PLAIN).setService("platform").build();
    assertThat(normalised(alert(Map.of(), Map.of()), withService).getService())
        .isEqualTo("platform");
    assertThat(labelled(Map.of()).getService()).isEqualTo("unknown");
    assertThat(labelled(Map.of("service", "支付")).getService()).isEqualTo("unknown");
  }

  @ParameterizedTest
  @CsvSource({
    "critical,critical",
    "page,critical",
    "P1,critical",
    "Disaster,critical",
    "high,error",
    "err,error",
    "warn,warning",
    "average,warning",
    "none,info",
    "informational,info"
  })
  void putsKnownWordsOnOneLadder(String word, String severity) {
    var alert = labelled(Map.of("severity", word));
    assertThat(alert.getSeverity()).isEqualTo(severity);
    assertThat(alert.getSeverityText()).isEqualTo(word);
  }

  @Test
  void givesAnUnknownSeverityTheIntegrationsDefaultAndKeepsTheText() {
    var from = Integration.newBuilder(PLAIN).setDefaultSeverity("warning").build();
    var alert = normalised(alert(Map.of("severity", "purple"), Map.of()), from);
    assertThat(alert.getSeverity()).isEqualTo("warning");
    assertThat(alert.getSeverityText()).isEqualTo("purple");
  }

  @Test
  void titlesAnAlertBySummaryElseByNameElseByKey() {
    var named = Map.of("alertname", "Up");
    assertThat(normalised(alert(named, Map.of("summary", "It is\ndown")), PLAIN).getTitle())
        .isEqualTo("It is down");
    assertThat(labelled(named).getTitle()).isEqualTo("Up");
    assertThat(labelled(Map.of()).getTitle()).isEqualTo("prometheus-eu: key-1");
  }

  @Test
  void keepsOnlyLinksThatLeadWhereTheySay() {
    var alert =
        alert(
            Map.of(),
            Map.of(
                "runbook_url", "https://wiki.example.com/a b|c",
                "dashboard", "javascript:alert(1)",
                "url", "https://bank.example.com@evil.example.com/"),
            new SourceLink("Source", "http://prom:9090/graph?g0.expr=up+%3D%3D+0"),
            new SourceLink("Graph", "http://prom_eu:9090/graph"),
            new SourceLink("Host", "https://bank_a.example.com@evil.example.com/"),
            new SourceLink("Panel", "file:///etc/passwd"));
    assertThat(normalised(alert, PLAIN).getLinks())
        .containsExactly(
            new Link("Runbook", "https://wiki.example.com/a%20b%7Cc"),
            new Link("Source", "http://prom:9090/graph?g0.expr=up+%3D%3D+0"),
            new Link("Graph", "http://prom_eu:9090/graph"));
  }

  @Test
  void groupsAsTheSenderDoesUnlessTheIntegrationSaysHow() {
    var labels = Map.of("alertname", "Up", "zone", "a\"b");
    assertThat(labelled(labels).getGroupKey()).isEqualTo("their-group");
    var ours = Integration.newBuilder(PLAIN).setGroupBy(List.of("labels.zone", "labels.none"));
    assertThat(normalised(alert(labels, Map.of()), ours.build()).getGroupKey())
        .isEqualTo("labels.zone=\"a\\\"b\"");
  }

  @Test
  void holdsTextThatEveryReaderCanHold() {
    var alert =
        normalised(
            alert(Map.of("l", "nul\0 half\ud800 whole😀"), Map.of("description", "a\r\nb")), PLAIN);
    assertThat(alert.getLabels().get("l")).isEqualTo("nul\uFFFD half\uFFFD whole😀");
    assertThat(alert.getText()).isEqualTo("a\nb");
  }

  @Test
  void tellsKeysApartThatDifferOnlyBehindTheCut() {
    var one = normalised(keyed("x".repeat(5_000) + "1"), PLAIN);
    var other = normalised(keyed("x".repeat(5_000) + "2"), PLAIN);
    assertThat(one.getKey()).startsWith("sha256:").isNotEqualTo(other.getKey());
  }

  @Test
  void makesEveryAlertFitOneRecord() {
    var labels = new java.util.HashMap<String, String>();
    for (var i = 0; i < 1_000; i++) {
      labels.put("支".repeat(300) + i, "付".repeat(30_000));
    }
    var links = new ArrayList<SourceLink>();
    for (var i = 0; i < 100; i++) {
      links.add(new SourceLink("l", "https://example.com/" + i + "/" + "é".repeat(1_900)));
    }
    var huge =
        new SourceAlert(
            SourceStatus.FIRING,
            "支".repeat(100_000),
            "付".repeat(100_000),
            labels,
            Map.of("description", "文".repeat(1_000_000), "summary", "文".repeat(1_000_000)),
            null,
            null,
            links,
            "",
            ByteBuffer.allocate(5_000_000));
    var alert = normalised(huge, PLAIN);
    assertThat(bytes(alert)).isLessThan(900_000);
    assertThat(alert.getRawTruncated()).isTrue();
  }

  private static int bytes(Alert alert) {
    try {
      return Alert.getEncoder().encode(alert).remaining();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Alert labelled(Map<String, String> labels) {
    return normalised(alert(labels, Map.of()), PLAIN);
  }

  private static Alert normalised(SourceAlert alert, Integration integration) {
    return new Normaliser(() -> "id-1")
        .normalise(alert, IntegrationSettings.of(integration), ARRIVAL);
  }

  private static SourceAlert keyed(String key) {
    return source(key, "g", Map.of(), Map.of());
  }

  private static SourceAlert alert(
      Map<String, String> labels, Map<String, String> annotations, SourceLink... links) {
    return source("key-1", "their-group", labels, annotations, links);
  }

  private static SourceAlert source(
      String key,
      @Nullable String group,
      Map<String, String> labels,
      Map<String, String> annotations,
      SourceLink... links) {
    return new SourceAlert(
        SourceStatus.FIRING,
        key,
        group,
        labels,
        annotations,
        null,
        null,
        List.of(links),
        "",
        ByteBuffer.wrap("{}".getBytes(StandardCharsets.UTF_8)));
  }
}
