package dev.watchbill.launcher.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The senders people have, as they are, with only their URL changed. */
@Tag("slow")
class RealSendersTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private static final String ROSTER =
      """
      organization: {name: Test, timezone: UTC, fallback: {policy: pages}}
      people:
        ann: {name: Ann, timezone: UTC}
      teams:
        ops: {timezone: UTC, members: [ann]}
      services:
        checkout: {team: ops, policy: pages}
      policies:
        pages:
          critical: {urgency: high, steps: [{notify: ["person:ann"], patience: 10m}]}
      integrations:
        prometheus: {type: alertmanager, key: "${env:KEY_PROMETHEUS}"}
        victoria: {type: alertmanager, key: "${env:KEY_VICTORIA}"}
        amtool: {type: alertmanager, key: "${env:KEY_AMTOOL}"}
        behind: {type: alertmanager, key: "${env:KEY_BEHIND}"}
        pager: {type: pagerduty, key: "${env:KEY_PAGER}", service: checkout}
        pdjs: {type: pagerduty, key: "${env:KEY_PDJS}", service: checkout}
        genie: {type: opsgenie, key: "${env:KEY_GENIE}", service: checkout}
        sdk: {type: opsgenie, key: "${env:KEY_SDK}", service: checkout}
        clouds: {type: cloudevents, key: "${env:KEY_CLOUDS}", service: checkout}
        icinga: {type: icinga, key: "${env:KEY_ICINGA}", service: checkout}
      """;

  private static final String RULES =
      """
      groups:
        - name: always
          rules:
            - alert: %s
              expr: vector(1)
              labels: {service: checkout, severity: critical}
              annotations: {summary: "%s is on"}
      """;

  @TempDir static Path folder;
  @TempDir Path own;
  private static Installation watchbill;
  private Programs programs = new Programs(Path.of(""));

  @BeforeAll
  static void start() throws Exception {
    watchbill =
        Installation.start(
            folder,
            ROSTER,
            Map.ofEntries(
                Map.entry("KEY_PROMETHEUS", "key-prometheus"),
                Map.entry("KEY_VICTORIA", "key-victoria"),
                Map.entry("KEY_AMTOOL", "key-amtool"),
                Map.entry("KEY_BEHIND", "key-behind"),
                Map.entry("KEY_PAGER", "0123456789abcdef0123456789abcdef"),
                Map.entry("KEY_PDJS", "fedcba9876543210fedcba9876543210"),
                Map.entry("KEY_GENIE", "key-genie"),
                Map.entry("KEY_SDK", "key-sdk"),
                Map.entry("KEY_CLOUDS", "key-clouds"),
                Map.entry("KEY_ICINGA", "key-icinga")));
  }

  @AfterAll
  static void stop() {
    watchbill.close();
  }

  @BeforeEach
  void prepare() {
    programs = new Programs(own);
  }

  @AfterEach
  void end() {
    programs.close();
  }

  @Test
  void prometheusTakesUsForItsAlertmanager() throws Exception {
    assertThat(prometheus()).isPositive();
    await().atMost(PATIENCE).until(() -> has("prometheus", "firing", "DiskFull is on"));
    assertThat(alerts("prometheus").getFirst().path("service").asText()).isEqualTo("checkout");
    await().atMost(PATIENCE).until(() -> pages(incident("prometheus")) == 1);
  }

  @Test
  void vmalertTakesUsForItsAlertmanager() throws Exception {
    Programs.need("vmalert");
    var datasource = prometheus();
    programs.start(
        "vmalert",
        "-rule=" + programs.file("vm-rules.yml", RULES.formatted("QueueFull", "QueueFull")),
        "-datasource.url=http://127.0.0.1:" + datasource,
        "-notifier.url=" + watchbill.address(),
        "-notifier.basicAuth.username=watchbill",
        "-notifier.basicAuth.password=key-victoria",
        "-evaluationInterval=1s",
        "-httpListenAddr=127.0.0.1:" + Program.freePort());
    await().atMost(PATIENCE).until(() -> has("victoria", "firing", "QueueFull is on"));
  }

  @Test
  void alertmanagersReceiversReachUs() throws Exception {
    Programs.need("prometheus-alertmanager");
    Programs.need("amtool");
    var port = Program.freePort();
    var config =
        """
        route:
          receiver: watchbill
          group_by: [alertname]
          group_wait: 0s
          group_interval: 1s
          repeat_interval: 1h
        receivers:
          - name: watchbill
            webhook_configs:
              - url: %1$s/integrations/behind/alertmanager
                http_config: {authorization: {credentials: key-behind}}
            pagerduty_configs:
              - url: %1$s/v2/enqueue
                routing_key: 0123456789abcdef0123456789abcdef
                severity: '{{ .CommonLabels.severity }}'
            opsgenie_configs:
              - api_url: %1$s/
                api_key: key-genie
                update_alerts: true
        """
            .formatted(watchbill.address());
    programs.start(
        "prometheus-alertmanager",
        "--config.file=" + programs.file("am.yml", config),
        "--storage.path=" + programs.folder("am"),
        "--cluster.listen-address=",
        "--web.listen-address=127.0.0.1:" + port);
    var theirs = "http://127.0.0.1:" + port;
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> amtool(theirs, "alert", "add", "CacheCold", "service=checkout"), said -> true);
    await().atMost(PATIENCE).until(() -> alerts("behind").size() == 1);
    await().atMost(PATIENCE).until(() -> alerts("pager").size() == 1);
    await().atMost(PATIENCE).until(() -> alerts("genie").size() == 1);
    assertThat(alerts("behind").getFirst().path("service").asText()).isEqualTo("checkout");

    var past = java.time.Instant.EPOCH.plus(Duration.ofDays(20_000)).toString();
    amtool(theirs, "alert", "add", "CacheCold", "service=checkout", "--end=" + past);
    await().atMost(PATIENCE).until(() -> status("behind").equals("resolved"));
    await().atMost(PATIENCE).until(() -> status("pager").equals("resolved"));
    await().atMost(PATIENCE).until(() -> status("genie").equals("resolved"));
  }

  @Test
  void amtoolAddsAlerts() throws Exception {
    Programs.need("amtool");
    amtool(ours("key-amtool"), "alert", "add", "Lonely", "service=checkout");
    await().atMost(PATIENCE).until(() -> status("amtool").equals("firing"));
  }

  @Test
  void amtoolSilencesUs() throws Exception {
    Programs.need("amtool");
    var ours = ours("key-amtool");
    var said =
        amtool(ours, "silence", "add", "alertname=Hushed", "--comment=work", "--duration=1h");
    // It warns first, as our version isn't its own.
    var id = said.lines().reduce((before, last) -> last).orElseThrow();
    assertThat(amtool(ours, "silence", "query", "-q", "alertname=Hushed")).contains(id);

    amtool(ours, "alert", "add", "Hushed", "service=checkout");
    amtool(ours, "alert", "add", "Loud", "service=checkout");
    await().atMost(PATIENCE).until(() -> pagedAbout("Loud"));
    assertThat(pagedAbout("Hushed")).isFalse();

    amtool(ours, "silence", "expire", id);
    assertThat(amtool(ours, "silence", "query", "-q", "alertname=Hushed")).doesNotContain(id);
    await().atMost(Duration.ofSeconds(75)).until(() -> pagedAbout("Hushed"));
  }

  @Test
  void opsgeniesOwnClientCreatesAndCloses() throws Exception {
    Programs.need("node");
    Programs.need("npm");
    NodePackages.install(programs, "opsgenie-sdk@0.5.1");
    var environment = Map.of("WATCHBILL", watchbill.address(), "API_KEY", "key-sdk");
    var said =
        programs.run(environment, "node", programs.file("og.js", NodePackages.OPSGENIE).toString());
    assertThat(said).contains("create true").contains("acknowledge true").contains("close true");
    await().atMost(PATIENCE).until(() -> status("sdk").equals("resolved"));
    assertThat(alerts("sdk").getFirst().path("key").asText()).isEqualTo("disk/db-1");
  }

  @Test
  void cloudEventsOwnClientEmitsInBothModes() throws Exception {
    Programs.need("node");
    Programs.need("npm");
    NodePackages.install(programs, "cloudevents@10.0.0");
    var url = watchbill.address() + "/integrations/clouds/cloudevents?key=key-clouds";
    var script = programs.file("ce.js", NodePackages.CLOUDEVENTS).toString();
    assertThat(programs.run(Map.of("WATCHBILL", url), "node", script)).contains("sent both");
    await().atMost(PATIENCE).until(() -> has("clouds", "firing", "Rack is hot"));
    await().atMost(PATIENCE).until(() -> has("clouds", "resolved", "Fan is slow"));
  }

  @Test
  void icingaNotifiesWithTheCommandOfOurGuide() throws Exception {
    Programs.need("icinga2");
    Programs.need("curl");
    programs.file(
        "notify.sh",
        "#!/bin/sh\nKEY=key-icinga\n" + IcingaFiles.commandOf(watchbill.address(), "icinga"));
    var isBroken = programs.file("broken", "");
    IcingaFiles.start(programs, programs.file("icinga2.conf", IcingaFiles.config(own)));
    await().atMost(PATIENCE).until(() -> status("icinga").equals("firing"));
    var alert = alerts("icinga").getFirst();
    assertThat(alert.path("text").asText()).contains("it's \"full\"");
    assertThat(alert.path("severity").asText()).isEqualTo("critical");
    java.nio.file.Files.delete(isBroken);
    await().atMost(PATIENCE).until(() -> status("icinga").equals("resolved"));
  }

  @Test
  void pagerDutysOwnClientTriggersAndResolves() throws Exception {
    Programs.need("node");
    Programs.need("npm");
    Programs.need("openssl");
    NodePackages.install(programs, "@pagerduty/pdjs@2.2.4");
    programs.run(
        Map.of(),
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "1",
        "-subj",
        "/CN=localhost",
        "-keyout",
        own.resolve("key.pem").toString(),
        "-out",
        own.resolve("cert.pem").toString());
    var environment =
        Map.of(
            "WATCHBILL", watchbill.address(),
            "ROUTING_KEY", "fedcba9876543210fedcba9876543210",
            // Of the throw-away certificate above; the client speaks only TLS.
            "NODE_TLS_REJECT_UNAUTHORIZED", "0");
    var said =
        programs.run(environment, "node", programs.file("pd.js", NodePackages.PDJS).toString());
    assertThat(said).contains("trigger 202 success").contains("resolve 202 success");
    await().atMost(PATIENCE).until(() -> status("pdjs").equals("resolved"));
  }

  /** One with a rule that always fires; its port. */
  private int prometheus() throws IOException {
    Programs.need("prometheus");
    var port = Program.freePort();
    var ours = URI.create(watchbill.address());
    var rules = programs.file("rules.yml", RULES.formatted("DiskFull", "DiskFull"));
    var config =
        """
        global: {scrape_interval: 1s, evaluation_interval: 1s}
        rule_files: [%s]
        alerting:
          alertmanagers:
            - authorization: {credentials: key-prometheus}
              static_configs: [{targets: ["%s"]}]
        """
            .formatted(rules, ours.getAuthority());
    programs.start(
        "prometheus",
        "--config.file=" + programs.file("prom.yml", config),
        "--storage.tsdb.path=" + programs.folder("tsdb"),
        // It knows its alertmanagers only after some seconds, and would repeat only after a minute.
        "--rules.alert.resend-delay=2s",
        "--web.listen-address=127.0.0.1:" + port);
    return port;
  }

  private String amtool(String alertmanager, String... command)
      throws IOException, InterruptedException {
    var whole = new java.util.ArrayList<>(List.of("amtool", "--alertmanager.url=" + alertmanager));
    whole.addAll(List.of(command));
    return programs.run(Map.of(), whole.toArray(String[]::new));
  }

  /** Our address with a key in it, as amtool takes one. */
  private static String ours(String key) {
    return watchbill.address().replace("://", "://amtool:" + key + "@");
  }

  private static boolean has(String integration, String status, String title) throws Exception {
    return alerts(integration).stream()
        .anyMatch(alert ->
            alert.path("status").asText().equals(status)
                && alert.path("title").asText().equals(title));
  }

  private static String status(String integration) throws Exception {
    var alerts = alerts(integration);
    return alerts.isEmpty() ? "" : alerts.getFirst().path("status").asText();
  }

  private static boolean pagedAbout(String title) throws Exception {
    return items("/api/v1/inbox?person=ann").stream()
        .anyMatch(message -> message.path("text").asText().contains(title));
  }

  private static String incident(String integration) throws Exception {
    return alerts(integration).getFirst().path("incident").asText();
  }

  private static List<JsonNode> alerts(String integration) throws Exception {
    return items("/api/v1/alerts?integration=" + integration);
  }

  private static long pages(String incident) throws Exception {
    return items("/api/v1/inbox?person=ann").stream()
        .filter(message -> message.path("incident").asText().equals(incident))
        .count();
  }

  private static List<JsonNode> items(String path) throws Exception {
    return StreamSupport.stream(watchbill.get(path).path("items").spliterator(), false).toList();
  }
}
