package dev.watchbill.launcher.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Zabbix' own media types and the one of our guide, run by Zabbix' own script engine. */
@Tag("slow")
class ZabbixTest {

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
        genie: {type: opsgenie, key: "${env:KEY_GENIE}", service: checkout}
        pager: {type: pagerduty, key: "${env:KEY_PAGER}", service: checkout}
        own: {type: zabbix, key: "${env:KEY_OWN}"}
      """;

  /** What the server puts in place of macros for a problem. */
  private static final Map<String, String> PROBLEM =
      Map.ofEntries(
          Map.entry("$ZABBIX.URL", "https://zabbix.example.com"),
          Map.entry("ALERT.SUBJECT", "Problem: Disk is full"),
          Map.entry("ALERT.MESSAGE", "Problem started at 03:00:00\r\nHost: db-1"),
          Map.entry("EVENT.ID", "4711"),
          Map.entry("EVENT.SOURCE", "0"),
          Map.entry("EVENT.VALUE", "1"),
          Map.entry("EVENT.NSEVERITY", "5"),
          Map.entry("EVENT.SEVERITY", "Disaster"),
          Map.entry("EVENT.NAME", "Disk is \"full\""),
          Map.entry("EVENT.OPDATA", "Free: 1 %"),
          Map.entry("EVENT.TAGSJSON", "[{\"tag\":\"service\",\"value\":\"checkout\"}]"),
          Map.entry("EVENT.TAGS", "service:checkout"),
          Map.entry("EVENT.DATE", "2026.01.05"),
          Map.entry("EVENT.TIME", "03:00:00"),
          Map.entry("EVENT.ACK.STATUS", "No"),
          Map.entry("EVENT.UPDATE.STATUS", "0"),
          Map.entry("EVENT.UPDATE.ACTION", ""),
          Map.entry("EVENT.UPDATE.MESSAGE", ""),
          Map.entry("HOST.NAME", "db-1"),
          Map.entry("HOST.IP", "10.0.0.7"),
          Map.entry("TRIGGER.ID", "815"),
          Map.entry("TRIGGER.DESCRIPTION", "It fills up"),
          Map.entry("USER.FULLNAME", "Zabbix Administrator (Admin)"));

  @TempDir static Path folder;
  @TempDir Path own;
  private static Installation watchbill;

  @BeforeAll
  static void start() throws Exception {
    Programs.need("zabbix_js");
    watchbill =
        Installation.start(
            folder,
            ROSTER,
            Map.of(
                "KEY_GENIE", "key-genie",
                "KEY_PAGER", "0123456789abcdef0123456789abcdef",
                "KEY_OWN", "key-own"));
  }

  @AfterAll
  static void stop() {
    if (watchbill != null) {
      watchbill.close();
    }
  }

  @Test
  void itsOpsgenieMediaTypeOpensAcknowledgesAndCloses() throws Exception {
    var media = ZabbixMedia.shipped("Opsgenie");
    var settings =
        Map.of(
            "opsgenie_api", watchbill.address() + "/v2/alerts",
            "opsgenie_web", "https://oncall.example.com",
            "opsgenie_token", "key-genie");
    try (var programs = new Programs(own)) {
      var opened = media.notify(programs, both(settings, PROBLEM, Map.of()));
      var link = new ObjectMapper().readTree(opened).path("tags").path("__zbx_ops_issuekey");
      assertThat(link.asText()).isNotEmpty();
      await().until(() -> incident("genie").equals("open"));
      assertThat(alerts("genie").getFirst().path("severity").asText()).isEqualTo("critical");
      assertThat(alerts("genie").getFirst().path("text").asText()).contains("Host: db-1");

      media.notify(programs, both(settings, PROBLEM, acknowledged()));
      await().until(() -> incident("genie").equals("acknowledged"));

      media.notify(programs, both(settings, PROBLEM, recovered()));
      await().until(() -> incident("genie").equals("resolved"));
    }
  }

  @Test
  void itsPagerDutyMediaTypeOpensAcknowledgesAndResolvesOnceItsAddressIsOurs() throws Exception {
    var media =
        ZabbixMedia.shipped("PagerDuty")
            .with("https://events.pagerduty.com/v2/enqueue", watchbill.address() + "/v2/enqueue");
    var settings = Map.of("token", "0123456789abcdef0123456789abcdef");
    try (var programs = new Programs(own)) {
      assertThat(media.notify(programs, both(settings, PROBLEM, Map.of()))).contains("OK");
      await().until(() -> incident("pager").equals("open"));
      assertThat(alerts("pager").getFirst().path("severity").asText()).isEqualTo("critical");

      media.notify(programs, both(settings, PROBLEM, acknowledged()));
      await().until(() -> incident("pager").equals("acknowledged"));

      media.notify(programs, both(settings, PROBLEM, recovered()));
      await().until(() -> incident("pager").equals("resolved"));
    }
  }

  @Test
  void theWebhookOfOurGuideOpensAcknowledgesAndResolves() throws Exception {
    var media = ZabbixMedia.ofTheGuide();
    var settings =
        Map.of("url", watchbill.address() + "/integrations/own/zabbix", "key", "key-own");
    try (var programs = new Programs(own)) {
      assertThat(media.notify(programs, both(settings, PROBLEM, Map.of()))).contains("OK");
      await().until(() -> incident("own").equals("open"));
      var alert = alerts("own").getFirst();
      assertThat(alert.path("service").asText()).isEqualTo("checkout");
      assertThat(alert.path("title").asText()).isEqualTo("Disk is \"full\"");
      assertThat(alert.path("labels").path("host").asText()).isEqualTo("db-1");

      media.notify(programs, both(settings, PROBLEM, acknowledged()));
      await().until(() -> incident("own").equals("acknowledged"));

      media.notify(programs, both(settings, PROBLEM, recovered()));
      await().until(() -> incident("own").equals("resolved"));
    }
  }

  private static Map<String, String> acknowledged() {
    return Map.of(
        "EVENT.UPDATE.STATUS", "1",
        "EVENT.ACK.STATUS", "Yes",
        "EVENT.UPDATE.ACTION", "acknowledged",
        "EVENT.UPDATE.MESSAGE", "on it");
  }

  private static Map<String, String> recovered() {
    return Map.of("EVENT.VALUE", "0");
  }

  private static Map<String, String> both(
      Map<String, String> settings, Map<String, String> event, Map<String, String> change) {
    var all = new HashMap<>(settings);
    all.putAll(event);
    all.putAll(change);
    return all;
  }

  /** State of the incident of an integration's only alert; empty: there is none yet. */
  private static String incident(String integration) throws Exception {
    var alerts = alerts(integration);
    var id = alerts.isEmpty() ? "" : alerts.getFirst().path("incident").asText("");
    return id.isEmpty() ? "" : watchbill.get("/api/v1/incidents/" + id).path("status").asText();
  }

  private static List<JsonNode> alerts(String integration) throws Exception {
    var items = watchbill.get("/api/v1/alerts?integration=" + integration).path("items");
    return StreamSupport.stream(items.spliterator(), false).toList();
  }
}
