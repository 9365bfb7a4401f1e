package dev.watchbill.console.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.watchbill.console.readmodel.ReadModel;
import dev.watchbill.console.readmodel.projection.Received;
import dev.watchbill.console.readmodel.store.Place;
import dev.watchbill.schemas.Credential;
import dev.watchbill.schemas.Topic;
import dev.watchbill.schemas.Topics;
import dev.watchbill.schemas.serde.AvroSerde;
import dev.watchbill.schemas.serde.LocalRegistry;
import dev.watchbill.schemas.serde.TrustedRecords;
import dev.watchbill.testkit.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RebuilderTest {
  static {
    TrustedRecords.trust();
  }

  private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path folder;

  private final AvroSerde<Credential> serde =
      new AvroSerde<>(Credential.class, new LocalRegistry());
  private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
  private ReadModel model = unset();

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // Set before each test.
  private static <T> T unset() {
    return null;
  }

  @BeforeEach
  void open() {
    model = ReadModel.open(folder.resolve("read-model.db"), TOPICS, "test");
    // What isn't on the topic: only a rebuild loses it.
    project(0, "token:forged");
  }

  @AfterEach
  void close() {
    model.close();
  }

  @Test
  void holdsWhatTheTopicsHoldAndNothingElse() {
    onTheTopic("token:a", "token:b");
    try (var rebuilder = rebuilder()) {
      assertThat(rebuilder.start()).isTrue();
      await().atMost(PATIENCE).until(() -> !rebuilder.status().goesOn());
      assertThat(rebuilder.status().state()).isEqualTo("done");
      assertThat(rebuilder.status().of()).isEqualTo(2);
    }
    assertThat(ids()).containsExactly("token:a", "token:b");
    assertThat(model.offsets()).containsEntry(new Place(TOPICS.credentials.name(), 0), 2L);
  }

  @Test
  void isInForceAfterARestartToo() {
    onTheTopic("token:a");
    rebuildToTheEnd();
    model.close();
    model = ReadModel.open(folder.resolve("read-model.db"), TOPICS, "test");
    assertThat(ids()).containsExactly("token:a");
  }

  @Test
  void goesOnToBeProjectedAfterwards() {
    onTheTopic("token:a");
    rebuildToTheEnd();
    project(5, "token:later");
    assertThat(ids()).containsExactly("token:a", "token:later");
  }

  @Test
  void leavesTheOldOneWhereItFails() {
    onTheTopic("token:a");
    consumer.setPollException(new AuthorizationException("not allowed to read"));
    try (var rebuilder = rebuilder()) {
      assertThat(rebuilder.start()).isTrue();
      await().atMost(PATIENCE).until(() -> rebuilder.status().state().equals("failed"));
      assertThat(rebuilder.status().why()).contains("old one is in force", "not allowed to read");
    }
    assertThat(ids()).containsExactly("token:forged");
  }

  @Test
  void leavesTheOldOneWhereItIsEndedInTheMiddle() {
    onTheTopic("token:a");
    consumer.updateEndOffsets(Map.of(new TopicPartition(TOPICS.credentials.name(), 0), 1_000_000L));
    var rebuilder = rebuilder();
    assertThat(rebuilder.start()).isTrue();
    assertThat(rebuilder.start()).as("at it already").isFalse();
    await().atMost(PATIENCE).until(() -> rebuilder.status().records() == 1);
    assertThat(ids()).as("asked meanwhile").containsExactly("token:forged");
    rebuilder.close();
    model.close();
    model = ReadModel.open(folder.resolve("read-model.db"), TOPICS, "test");
    assertThat(ids()).containsExactly("token:forged");
  }

  private void rebuildToTheEnd() {
    try (var rebuilder = rebuilder()) {
      assertThat(rebuilder.start()).isTrue();
      await().atMost(PATIENCE).until(() -> rebuilder.status().state().equals("done"));
    }
  }

  private List<String> ids() {
    return model.keys().all().stream().map(Credential::getId).toList();
  }

  private void project(long offset, String id) {
    model.apply(
        List.of(new Received(TOPICS.credentials.name(), 0, offset, id, credential(id), true)));
  }

  private static Credential credential(String id) {
    return Credential.newBuilder().setId(id).setHash("hash of " + id).build();
  }

  private Rebuilder rebuilder() {
    var serdes =
        model.topics().stream()
            .collect(
                Collectors.<Topic<?>, String, AvroSerde<?>>toMap(
                    Topic::name, topic -> new AvroSerde<>(topic.value(), new LocalRegistry())));
    serdes.put(TOPICS.credentials.name(), serde);
    return new Rebuilder(
        model,
        () -> new TopicReader(consumer, serdes, new SimpleMeterRegistry()),
        TestClock.at("2026-01-05T09:30:00Z"));
  }

  private void onTheTopic(String... ids) {
    for (var topic : model.topics()) {
      var partition = new TopicPartition(topic.name(), 0);
      consumer.updatePartitions(
          topic.name(),
          List.of(new PartitionInfo(topic.name(), 0, Node.noNode(), new Node[0], new Node[0])));
      consumer.updateBeginningOffsets(Map.of(partition, 0L));
      consumer.updateEndOffsets(
          Map.of(partition, Objects.equals(topic, TOPICS.credentials) ? (long) ids.length : 0L));
    }
    consumer.schedulePollTask(() -> {
      for (var offset = 0; offset < ids.length; offset++) {
        var id = ids[offset];
        consumer.addRecord(
            new ConsumerRecord<>(
                TOPICS.credentials.name(),
                0,
                offset,
                id,
                serde.serialize(TOPICS.credentials.name(), credential(id))));
      }
    });
  }
}
