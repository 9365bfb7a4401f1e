package dev.watchbill.launcher.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts that others put on topics, on our broker and over a restart. */
@Tag("slow")
class TopicSourceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String ROSTER =
      """
      organization: {name: Test, timezone: UTC, fallback: {policy: pages}}
      people:
        ann: {name: Ann, timezone: UTC}
      teams:
        ops: {timezone: UTC, members: [ann]}
      services:
        db: {team: ops, policy: pages}
      policies:
        pages:
          critical: {urgency: high, steps: [{notify: ["person:ann"], patience: 10m}]}
      integrations:
        checks:
          type: kafka
          topic: monitoring.checks
          mapping: {key: body.host, status: 'body.ok ? "resolved" : "firing"', title: body.host, service: '"db"'}
        clouds: {type: kafka, topic: monitoring.clouds, format: cloudevents, service: db}
      """;

  @TempDir Path folder;

  @Test
  void everyRecordComesInOnceOverARestartAndWhatIsNoAlertIsKept() throws Exception {
    try (var watchbill = Installation.start(folder, ROSTER, Map.of())) {
      try (var admin = Admin.create(Map.of("bootstrap.servers", kafka(watchbill)))) {
        admin
            .createTopics(
                List.of(
                    new NewTopic("monitoring.checks", Optional.of(3), Optional.empty()),
                    new NewTopic("monitoring.clouds", Optional.of(1), Optional.empty())))
            .all()
            .get();
      }
      send(watchbill, new ProducerRecord<>("monitoring.checks", "a", check("a", false)));
      send(watchbill, new ProducerRecord<>("monitoring.checks", "b", "{broken"));
      send(watchbill, new ProducerRecord<>("monitoring.checks", "c", (String) null));
      send(
          watchbill,
          new ProducerRecord<>("monitoring.checks", "m", "{\"machine\":\"m\",\"ok\":false}"));
      send(watchbill, event());
      await().atMost(PATIENCE).until(() -> keys(watchbill, "checks"), List.of("a")::equals);
      await().atMost(PATIENCE).until(() -> keys(watchbill, "clouds").size() == 1);
      await().atMost(PATIENCE).until(() -> metrics(watchbill).contains("reason=\"invalid\"} 2.0"));
    }
    // The mapping is mended: what it couldn't read is taken in once more, and only once.
    var mended = ROSTER.replace("key: body.host", "key: body.?host.or(body.?machine).orValue('')");
    try (var watchbill = Installation.start(folder, mended, Map.of())) {
      var id = unread(watchbill);
      assertThat(replay(watchbill, id)).contains("\"accepted\"");
      assertThat(replay(watchbill, id)).contains("\"already\"");
      await().atMost(PATIENCE).until(() -> keys(watchbill, "checks"), List.of("a", "m")::equals);
      await().atMost(PATIENCE).until(() -> incidents(watchbill, "db") == 3);
      send(watchbill, new ProducerRecord<>("monitoring.checks", "d", check("d", false)));
      send(watchbill, new ProducerRecord<>("monitoring.checks", "a", check("a", true)));
      await()
          .atMost(PATIENCE)
          .until(() -> keys(watchbill, "checks").containsAll(List.of("a", "d")));
      await()
          .atMost(PATIENCE)
          .until(() -> metrics(watchbill).contains("accepted_total{integration=\"checks\"} 3.0"));
      // Nothing of before was read again.
      assertThat(metrics(watchbill)).doesNotContain("accepted_total{integration=\"clouds\"}");
    }
  }

  /** What the mapping couldn't read, by its id. */
  private static String unread(Installation watchbill) throws Exception {
    var items = watchbill.get("/api/v1/rejected?integration=checks").path("items");
    for (var item : items) {
      var whole = watchbill.get("/api/v1/rejected/" + item.path("id").asText());
      if (whole.path("body").asText().contains("machine")) {
        return whole.path("id").asText();
      }
    }
    throw new AssertionError("Expected it to be kept, but got " + items);
  }

  private static String replay(Installation watchbill, String id) throws Exception {
    var asked = watchbill.admin("/api/v1/rejected/" + id + "/replay");
    return watchbill.send(asked.POST(HttpRequest.BodyPublishers.noBody())).body();
  }

  private static int incidents(Installation watchbill, String service) throws Exception {
    return watchbill.get("/api/v1/incidents?service=" + service).path("items").size();
  }

  private static String check(String host, boolean ok) {
    return "{\"host\":\"%s\",\"ok\":%s}".formatted(host, ok);
  }

  /** A CloudEvent in binary mode, as on a topic. */
  private static ProducerRecord<String, String> event() {
    var event = new ProducerRecord<String, String>("monitoring.clouds", "{\"title\":\"Hot\"}");
    Map.of("ce_id", "1", "ce_source", "/rack", "ce_type", "hot", "ce_specversion", "1.0")
        .forEach(
            (name, value) -> event.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    event.headers().add("content-type", "application/json".getBytes(StandardCharsets.UTF_8));
    return event;
  }

  private static void send(Installation watchbill, ProducerRecord<String, String> record)
      throws Exception {
    try (var producer =
        new KafkaProducer<String, String>(
            Map.of("bootstrap.servers", kafka(watchbill)),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(record).get();
    }
  }

  private static String kafka(Installation watchbill) {
    return watchbill.up().endpoints().kafka();
  }

  private static String metrics(Installation watchbill) throws Exception {
    return watchbill.send(watchbill.admin("/metrics").GET()).body();
  }

  private static List<String> keys(Installation watchbill, String integration) throws Exception {
    var items = watchbill.get("/api/v1/alerts?integration=" + integration).path("items");
    return StreamSupport.stream(items.spliterator(), false)
        .map(alert -> alert.path("key").asText())
        .distinct()
        .sorted()
        .toList();
  }
}
