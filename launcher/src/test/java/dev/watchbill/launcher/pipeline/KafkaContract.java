package dev.watchbill.launcher.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.launcher.registry.EmbeddedRegistry;
import dev.watchbill.schemas.Topics;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.serde.LocalRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What any Kafka gives to Watchbill that it is run on. */
abstract class KafkaContract {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final String ROSTER =
      """
      organization: {name: Test, timezone: UTC, fallback: {policy: pages}}
      people: {ann: {name: Ann, timezone: UTC}, bob: {name: Bob, timezone: UTC}}
      teams: {ops: {timezone: UTC, members: [ann]}}
      services: {checkout: {team: ops, policy: pages}}
      policies:
        pages:
          critical:
            urgency: high
            steps:
              - {notify: ["person:ann"], patience: 1s}
              - {notify: ["person:bob"], patience: 10m}
      integrations:
        prometheus: {type: alertmanager, key: "${env:TEST_KEY}"}
      """;

  @TempDir Path folder;

  /** Where it is; its topics are nobody else's. */
  abstract String bootstrapServers();

  /** Topics are made, transactions end, deadlines pass, and a restart finds all of it again. */
  @Test
  void anAlertIsEscalatedAndIsThereAfterARestart() throws Exception {
    try (var registry = EmbeddedRegistry.start(bootstrapServers(), 0)) {
      try (var watchbill = on(registry)) {
        var posted =
            watchbill.send(
                "/integrations/prometheus/alertmanager",
                Messages.alertmanager("firing", "checkout", "ErrorsHigh"));
        assertThat(posted.statusCode()).isEqualTo(202);
        await().atMost(PATIENCE).until(() -> isPaged(watchbill, "bob"));
      }
      try (var watchbill = on(registry)) {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> isPaged(watchbill, "ann"));
        var acknowledged = watchbill.act("checkout-1", "acknowledge", "{}");
        assertThat(acknowledged.statusCode()).as(acknowledged.body()).isEqualTo(200);
        assertThat(watchbill.get("/api/v1/incidents/checkout-1").path("status").asText())
            .isEqualTo("acknowledged");
      }
    }
  }

  /**
   * One that was out of touch goes on with what it had read, as it knows no better: what it writes
   * is never seen, as its group gave that to another one, which wrote it. So each event has its
   * notices once, though two think for some seconds that they are to write them.
   */
  @Test
  void whoeverItsGroupWentOnWithoutEndsNoTransaction() throws Exception {
    var events = new TopicPartition("events", 0);
    try (var admin = cluster("setup").admin()) {
      admin
          .createTopics(
              List.of(new NewTopic("events", 1, (short) 1), new NewTopic("notices", 1, (short) 1)))
          .all()
          .get();
    }
    try (var producer = cluster("setup").producer("setup", Map.of())) {
      producer.send(new ProducerRecord<>("events", "primary", new byte[] {1})).get();
    }
    try (var first = member("first");
        var second = member("second");
        var slow = transactional("first");
        var quick = transactional("second")) {
      first.subscribe(List.of("events"));
      await().atMost(PATIENCE).until(() -> !first.poll(POLL).isEmpty());
      second.subscribe(List.of("events"));
      await().atMost(PATIENCE).until(() -> !second.poll(POLL).isEmpty());
      assertThat(second.assignment()).containsExactly(events);
      assertThat(first.assignment()).as("it knows no better").containsExactly(events);

      write(quick, "second", second);
      assertThatThrownBy(() -> write(slow, "first", first)).isInstanceOf(KafkaException.class);
    }
    try (var reader = cluster("reader").consumer("reader", Map.of())) {
      var notices = new TopicPartition("notices", 0);
      reader.assign(List.of(notices));
      var written = new ArrayList<String>();
      await()
          .atMost(PATIENCE)
          .until(() -> {
            reader.poll(POLL).forEach(record -> written.add(record.key()));
            return reader.position(notices)
                >= Objects.requireNonNull(reader.endOffsets(List.of(notices)).get(notices));
          });
      assertThat(written).containsExactly("second");
    }
  }

  private static void write(
      Producer<String, byte[]> producer, String by, Consumer<String, byte[]> consumer) {
    producer.beginTransaction();
    var _ = producer.send(new ProducerRecord<>("notices", by, new byte[] {1}));
    producer.sendOffsetsToTransaction(
        Map.of(new TopicPartition("events", 0), new OffsetAndMetadata(1)),
        consumer.groupMetadata());
    producer.commitTransaction();
  }

  /** One that is given up once it hasn't asked for a while. */
  private Consumer<String, byte[]> member(String name) {
    return cluster(name)
        .member(
            name,
            "notices",
            Map.of(
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 1_500,
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 500,
                ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 2_000));
  }

  private Producer<String, byte[]> transactional(String name) {
    var producer =
        cluster(name).producer(name, Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, name));
    producer.initTransactions();
    return producer;
  }

  private Cluster cluster(String name) {
    return new Cluster(
        bootstrapServers(), new LocalRegistry(), new Topics(""), 1, (short) 1, name, Map.of());
  }

  private Installation on(EmbeddedRegistry registry) throws Exception {
    return Installation.start(
        folder, ROSTER, Map.of(), Optional.of(bootstrapServers()), Optional.of(registry.address()));
  }

  private static boolean isPaged(Installation watchbill, String person) throws Exception {
    return StreamSupport.stream(
            watchbill.get("/api/v1/inbox?person=" + person).path("items").spliterator(), false)
        .map((JsonNode message) -> message.path("incident").asText())
        .anyMatch("checkout-1"::equals);
  }
}
