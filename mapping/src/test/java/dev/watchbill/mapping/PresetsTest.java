package dev.watchbill.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchbill.mapping.Mapper.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each tool sends, as its documentation shows it, and what becomes of it. */
class PresetsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  static List<String> names() {
    return Presets.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void canBeUsed(String name) throws Exception {
    assertThat(Mapper.of(Presets.of(name).orElseThrow())).isNotNull();
    assertThat(Presets.of(name).orElseThrow().of(Field.KEY)).isPresent();
  }

  @Test
  void takesAnAlertAListOrAnObjectOfThemAsPlainJson() throws Exception {
    var alert = "{\"id\":7,\"status\":\"ok\",\"title\":\"t\",\"labels\":{\"a\":1,\"b\":\"x\"}}";
    for (var body : List.of(alert, "[" + alert + "]", "{\"alerts\":[" + alert + "]}")) {
      assertThat(one("json", body))
          .returns("7", MappedAlert::key)
          .returns("ok", MappedAlert::status)
          .returns(Map.of("a", "1", "b", "x"), MappedAlert::labels)
          .returns(List.of(), MappedAlert::problems);
    }
    assertThat(map("json", "[]")).isEmpty();
    assertThat(map("json", "{\"x\":1}")).singleElement().isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void readsZabbixProblemsRecoveriesAndUpdates() throws Exception {
    var event =
        """
        {"event_id":"42","value":"1","update":"0","severity":"High","name":"Disk is full","host":"db1",
         "trigger_id":"9","opdata":"99 %","tags":[{"tag":"service","value":"checkout"}]}\
        """;
    assertThat(one("zabbix", event))
        .returns("42", MappedAlert::key)
        .returns("firing", MappedAlert::status)
        .returns("High", MappedAlert::severity)
        .returns("checkout", MappedAlert::service)
        .returns("99 %", MappedAlert::text)
        .returns(List.of(), MappedAlert::problems);
    assertThat(one("zabbix", event).reminder()).isTrue();
    assertThat(Mapping.ofYaml("key: it.trigger_id").over(Mapping.ofYaml("reminder: 'true'")))
        .as("by another key they may be of another problem")
        .isEqualTo(Mapping.ofYaml("key: it.trigger_id"));
    assertThat(one("zabbix", event.replace("\"1\"", "\"0\"")).status()).isEqualTo("resolved");
    var update = event.replace("\"update\":\"0\"", "\"update\":\"1\",\"user\":\"Kim\",\"action\":");
    assertThat(one("zabbix", update.replace(":,", ":\"acknowledged, commented\",")))
        .returns("acknowledged", MappedAlert::status)
        .returns("Kim", MappedAlert::by);
    assertThat(one("zabbix", update.replace(":,", ":\"unacknowledged\",")).status())
        .isEqualTo("unacknowledged");
    assertThat(one("zabbix", update.replace(":,", ":\"commented\",")).status()).isEqualTo("noted");
    var raised =
        ":\"commented, changed severity from Average to Disaster, closed\",\"message\":\"all shops\",";
    assertThat(one("zabbix", update.replace(":,", raised)))
        .returns("42", MappedAlert::key)
        .returns("firing", MappedAlert::status)
        .returns("Disaster", MappedAlert::severity)
        .returns("99 %\nall shops", MappedAlert::text)
        .returns(List.of(), MappedAlert::problems);
  }

  @Test
  void readsIcingaProblemsAndRecoveriesAndPassesTheRestOver() throws Exception {
    var event =
        """
        {"type":"PROBLEM","host":"db1","service":"disk","state":"UNKNOWN","output":"line \\"1\\"\\nline 2",
         "last_state_change":"1767603600"}\
        """;
    assertThat(one("icinga", event))
        .returns("db1!disk", MappedAlert::key)
        .returns("UNKNOWN", MappedAlert::severity)
        .returns("disk on db1 is UNKNOWN", MappedAlert::title)
        .returns("1767603600", alert -> alert.startsAt().text());
    assertThat(one("nagios", event.replace("PROBLEM", "RECOVERY").replace("UNKNOWN", "OK")))
        .returns("resolved", MappedAlert::status)
        .returns("", MappedAlert::severity);
    assertThat(map("icinga", event.replace("PROBLEM", "DOWNTIMESTART")))
        .containsExactly(new Outcome.PassedOver());
    var host = "{\"type\":\"PROBLEM\",\"host\":\"db1\",\"state\":\"DOWN\"}";
    assertThat(one("icinga", host))
        .returns("db1", MappedAlert::key)
        .returns("critical", MappedAlert::severity);
  }

  @Test
  void readsDatadogsMonitors() throws Exception {
    var event =
        """
        {"alert_id":"12","aggreg_key":"k","transition":"Triggered","type":"error","priority":"P2","title":"CPU",
         "body":"b","tags":"env:prod, service:checkout","link":"https://app.example.com/x"}\
        """;
    assertThat(one("datadog", event))
        .returns("k", MappedAlert::key)
        .returns("checkout", MappedAlert::service)
        .returns("P2", MappedAlert::severity)
        .returns("firing", MappedAlert::status);
    assertThat(one("datadog", event).reminder()).isFalse();
    for (var again : List.of("Re-Triggered", "Renotify", "Re-No Data")) {
      assertThat(one("datadog", event.replace("Triggered", again)).reminder()).isTrue();
    }
    assertThat(one("datadog", event.replace("Triggered", "Recovered")).status())
        .isEqualTo("resolved");
    assertThat(one("datadog", event.replace("\"k\"", "\"\"")).key()).isEqualTo("12");
    assertThat(one("datadog", "{\"id\":\"7\",\"title\":\"a deployment\"}").key()).isEqualTo("7");
  }

  @Test
  void endsWhatDatadogSendsByDefaultByItsTitle() throws Exception {
    var fired =
        """
        {"id":"7","event_type":"query_alert_monitor","title":"[Triggered on {host:db1}] Recovered jobs","body":"b",
         "last_updated":"1767603600000","date":"1767603600000","org":{"id":"1","name":"Shop"}}\
        """;
    for (var word : List.of("Re-Triggered", "Warn", "No data", "Re-No Data", "Renotify")) {
      assertThat(one("datadog", fired.replace("Triggered", word).replace("\"7\"", "\"8\"")))
          .as(word)
          .returns(one("datadog", fired).key(), MappedAlert::key)
          .returns("firing", MappedAlert::status)
          .returns(word.startsWith("Re"), MappedAlert::reminder)
          .returns(word.equals("Warn") ? "warning" : "", MappedAlert::severity);
    }
    var over = fired.replace("\"7\"", "\"9\"").replace("[Triggered", "[Recovered");
    for (var body : List.of(over, over.replace("\"[", "\"[P2] ["))) {
      assertThat(one("datadog", body))
          .returns("[ on {host:db1}] Recovered jobs", MappedAlert::key)
          .returns("resolved", MappedAlert::status)
          .returns(List.of(), MappedAlert::problems);
    }
    assertThat(one("datadog", over.replace("db1", "db2")).key())
        .isNotEqualTo(one("datadog", fired).key());
  }

  @Test
  void readsSentrysIssuesAndMetricAlerts() throws Exception {
    var issue =
        """
        {"action":"created","data":{"issue":{"id":"170","title":"TypeError","level":"fatal","culprit":"app.js",
         "project":{"slug":"shop"},"web_url":"https://sentry.example.com/170"}},"actor":{"name":"Kim"}}\
        """;
    assertThat(one("sentry", issue))
        .returns("issue-170", MappedAlert::key)
        .returns("shop", MappedAlert::service)
        .returns("fatal", MappedAlert::severity)
        .returns("TypeError", MappedAlert::title)
        .returns(List.of(), MappedAlert::problems);
    assertThat(one("sentry", issue.replace("created", "resolved")).status()).isEqualTo("resolved");
    assertThat(map("sentry", issue.replace("created", "assigned")))
        .containsExactly(new Outcome.PassedOver());
    var metric =
        """
        {"action":"critical","data":{"metric_alert":{"identifier":"5","title":"Errors"},"description_title":"Critical: Errors",
         "description_text":"1000 events","web_url":"https://sentry.example.com/m"}}\
        """;
    assertThat(one("sentry", metric))
        .returns("metric-5", MappedAlert::key)
        .returns("critical", MappedAlert::severity)
        .returns("Critical: Errors", MappedAlert::title);
    var event =
        "{\"action\":\"triggered\",\"data\":{\"event\":{\"issue_id\":\"170\",\"title\":\"E\"}}}";
    assertThat(one("sentry", event).key()).isEqualTo("issue-170");
    var documented =
        """
        {"action":"triggered","data":{"triggered_rule":"r","event":{"issue_id":"170","project":1,"title":"E",
         "url":"https://sentry.io/api/0/projects/test-org/shop/events/e4874d664c3540c1a32eab185f12c5ab/",
         "web_url":"https://sentry.io/organizations/test-org/issues/170/events/e4874d66/"}}}\
        """;
    for (var body : List.of(documented, documented.replace("\"event\"", "\"error\""))) {
      assertThat(one("sentry", body))
          .as("as what resolves it")
          .returns(one("sentry", issue).service(), MappedAlert::service)
          .returns(one("sentry", issue).key(), MappedAlert::key)
          .returns(List.of(), MappedAlert::problems);
    }
    var ofProject = metric.replace("\"title\"", "\"projects\":[\"shop\",\"web\"],\"title\"");
    for (var action : List.of("critical", "resolved")) {
      assertThat(one("sentry", ofProject.replace("critical", action)))
          .returns("metric-5", MappedAlert::key)
          .returns("shop", MappedAlert::service);
    }
    var old = "{\"project_slug\":\"shop\",\"id\":\"9\",\"level\":\"error\",\"message\":\"m\"}";
    assertThat(one("sentry", old))
        .returns("issue-9", MappedAlert::key)
        .returns("shop", MappedAlert::service);
  }

  @Test
  void makesNoAlertOfWhatNothingTellsFromOthers() throws Exception {
    var bodies =
        List.of("{}", "{\"monitor\":{}}", "{\"data\":{}}", "{\"data\":{\"metric_alert\":{}}}");
    for (var name : List.of("sentry", "uptime-kuma", "datadog", "healthchecks", "cloudwatch")) {
      for (var body : bodies) {
        assertThat(map(name, body))
            .as(name + " " + body)
            .singleElement()
            .isInstanceOf(Outcome.Refused.class);
      }
    }
  }

  @Test
  void readsUptimeKumasHeartbeats() throws Exception {
    var down =
        """
        {"heartbeat":{"monitorID":1,"status":0,"time":"2026-01-05 09:00:00","msg":"timeout"},
         "monitor":{"id":1,"name":"Shop","url":"https://shop.example.com"},"msg":"[Shop] down"}\
        """;
    assertThat(one("uptime-kuma", down))
        .returns("monitor-1", MappedAlert::key)
        .returns("firing", MappedAlert::status)
        .returns("Shop is down", MappedAlert::title)
        .returns("timeout", MappedAlert::text)
        .returns(List.of(), MappedAlert::problems);
    assertThat(one("uptime-kuma", down).reminder()).isFalse();
    for (var important : List.of("true", "1")) {
      var changed = down.replace("\"msg\":\"t", "\"important\":" + important + ",\"msg\":\"t");
      assertThat(one("uptime-kuma", changed).reminder()).isFalse();
    }
    for (var important : List.of("false", "0")) {
      var resent = down.replace("\"msg\":\"t", "\"important\":" + important + ",\"msg\":\"t");
      assertThat(one("uptime-kuma", resent).reminder()).isTrue();
    }
    assertThat(one("uptime-kuma", down.replace("\"status\":0", "\"status\":1")).status())
        .isEqualTo("resolved");
    assertThat(map("uptime-kuma", down.replace("\"status\":0", "\"status\":3")))
        .containsExactly(new Outcome.PassedOver());
    assertThat(one("uptime-kuma", "{\"msg\":\"My test\"}"))
        .returns("message-My test", MappedAlert::key)
        .returns(List.of(), MappedAlert::problems);
  }

  @Test
  void readsHealthchecksStatusChanges() throws Exception {
    assertThat(
            one(
                "healthchecks",
                "{\"code\":\"c\",\"name\":\"backup\",\"status\":\"down\",\"tags\":\"db\"}"))
        .returns("c", MappedAlert::key)
        .returns("down", MappedAlert::status)
        .returns("backup is down", MappedAlert::title);
  }

  @Test
  void linksToAmazonsOwnHostOnlyToConfirmASubscription() throws Exception {
    var message =
        "{\"Type\":\"SubscriptionConfirmation\",\"MessageId\":\"m\",\"SubscribeURL\":\"%s\"}";
    var good = "https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&Token=t";
    assertThat(one("cloudwatch", message.formatted(good)).links())
        .containsEntry("Confirm the subscription", good);
    for (var bad :
        List.of(
            "https://evil.example.com/",
            "https://sns.eu-central-1.amazonaws.com.evil.example.com/",
            "https://sns.x@evil.example.com/.amazonaws.com/")) {
      assertThat(one("cloudwatch", message.formatted(bad)).links()).as(bad).isEmpty();
    }
  }

  @Test
  void readsCloudWatchsAlarms() throws Exception {
    var alarm =
        """
        {"AlarmName":"cpu","AlarmArn":"arn:aws:cloudwatch:eu-central-1:1:alarm:cpu","NewStateValue":"ALARM",
         "NewStateReason":"Threshold crossed","StateChangeTime":"2026-01-05T09:00:00.000+0000","Region":"EU (Frankfurt)",
         "Trigger":{"MetricName":"CPUUtilization","Namespace":"AWS/EC2"}}\
        """;
    assertThat(one("cloudwatch", alarm))
        .returns("arn:aws:cloudwatch:eu-central-1:1:alarm:cpu", MappedAlert::key)
        .returns("firing", MappedAlert::status)
        .returns("cpu", MappedAlert::title)
        .returns("Threshold crossed", MappedAlert::text)
        .returns("2026-01-05T09:00:00.000+0000", found -> found.startsAt().text())
        .returns(List.of(), MappedAlert::problems);
    assertThat(one("cloudwatch", alarm.replace("ALARM", "OK")).status()).isEqualTo("resolved");
    assertThat(one("cloudwatch", alarm.replace("ALARM", "INSUFFICIENT_DATA")).severity())
        .isEqualTo("warning");
  }

  @Test
  void readsCloudEvents() throws Exception {
    var event =
        """
        [{"id":"1","source":"/disk","type":"com.example.disk.full","subject":"db1","time":"2026-01-05T09:00:00Z",
          "data":{"severity":"critical","labels":{"a":"b"}}}]\
        """;
    assertThat(one("cloudevents", event))
        .returns("/disk#db1", MappedAlert::key)
        .returns("firing", MappedAlert::status)
        .returns("db1", MappedAlert::title)
        .returns(
            Map.of("a", "b", "source", "/disk", "type", "com.example.disk.full", "subject", "db1"),
            MappedAlert::labels)
        .returns(MappedAlert.Time.NONE, MappedAlert::startsAt)
        .returns("2026-01-05T09:00:00Z", alert -> alert.sentAt().text())
        .returns(List.of(), MappedAlert::problems);
    assertThat(one("cloudevents", event.replace("disk.full", "disk.resolved")).status())
        .isEqualTo("resolved");
    var started =
        event.replace("\"severity\"", "\"startsAt\":\"2026-01-05T08:00:00Z\",\"severity\"");
    assertThat(one("cloudevents", started).startsAt().text()).isEqualTo("2026-01-05T08:00:00Z");
  }

  @Test
  void takesNoTimeOfSendingForAStart() throws Exception {
    for (var name : List.of("timestamp", "time")) {
      assertThat(one("json", "{\"key\":\"k\",\"%s\":\"2026-01-05T09:00:00Z\"}".formatted(name)))
          .returns(MappedAlert.Time.NONE, MappedAlert::startsAt)
          .returns("2026-01-05T09:00:00Z", alert -> alert.sentAt().text());
    }
    assertThat(one("json", "{\"key\":\"k\",\"starts_at\":\"2026-01-05T08:00:00Z\",\"time\":1}"))
        .returns("2026-01-05T08:00:00Z", alert -> alert.startsAt().text());
  }

  private static MappedAlert one(String preset, String json) throws Exception {
    var outcomes = map(preset, json);
    assertThat(outcomes).singleElement().isInstanceOf(Outcome.Mapped.class);
    return ((Outcome.Mapped) outcomes.getFirst()).alert();
  }

  private static List<Outcome> map(String preset, String json) throws Exception {
    var body = JSON.readValue(json, new TypeReference<Object>() {});
    return Mapper.of(Presets.of(preset).orElseThrow()).map(body, Map.of());
  }
}
