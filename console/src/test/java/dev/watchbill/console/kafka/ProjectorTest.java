package dev.watchbill.console.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.watchbill.console.readmodel.ReadModel;
import dev.watchbill.console.readmodel.store.Place;
import dev.watchbill.schemas.Credential;
import dev.watchbill.schemas.Topic;
import dev.watchbill.schemas.Topics;
import dev.watchbill.schemas.serde.AvroSerde;
import dev.watchbill.schemas.serde.LocalRegistry;
import dev.watchbill.schemas.serde.TrustedRecords;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectorTest {
  static {
    TrustedRecords.trust();
  }

  private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX);

  @TempDir Path folder;

  private final LocalRegistry registry = new LocalRegistry();
  private final AvroSerde<Credential> serde = new AvroSerde<>(Credential.class, registry);
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private ReadModel model = unset();

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // Set before each test.
  private static <T> T unset() {
    return null;
  }

  @BeforeEach
  void open() {
    model = ReadModel.open(folder.resolve("read-model.db"), TOPICS, "test");
  }

  @AfterEach
  void close() {
    model.close();
  }

  @Test
  void isCaughtUpWhenItHasReadWhatWasThereAtTheStart() throws Exception {
    var consumer = consumer(2);
    put(consumer, 0, "token:a");
    put(consumer, 1, "token:b");
    try (var projector = projector(consumer)) {
      projector.start();
      projector.caughtUp().get(10, TimeUnit.SECONDS);
      assertThat(model.keys().all()).hasSize(2);
    }
  }

  @Test
  void goesOnWhereTheRowsEnd() throws Exception {
    var first = consumer(1);
    put(first, 0, "token:a");
    try (var projector = projector(first)) {
      projector.start();
      projector.caughtUp().get(10, TimeUnit.SECONDS);
    }
    var second = consumer(2);
    put(second, 1, "token:b");
    try (var projector = projector(second)) {
      projector.start();
      projector.caughtUp().get(10, TimeUnit.SECONDS);
    }
    assertThat(model.keys().all())
        .extracting(Credential::getId)
        .containsExactly("token:a", "token:b");
    assertThat(model.offsets()).containsEntry(new Place(TOPICS.credentials.name(), 0), 2L);
  }

  @Test
  void leavesOutWhatItCannotReadAndGoesOn() throws Exception {
    var consumer = consumer(2);
    schedule(consumer, 0, "token:bad", new byte[] {1, 2, 3});
    put(consumer, 1, "token:b");
    try (var projector = projector(consumer)) {
      projector.start();
      projector.caughtUp().get(10, TimeUnit.SECONDS);
      assertThat(model.keys().all()).extracting(Credential::getId).containsExactly("token:b");
      assertThat(metrics.counter("watchbill_console_left_out_records_total").count()).isEqualTo(1);
    }
  }

  @Test
  void triesAgainWhenKafkaIsAway() {
    var consumer = consumer(1);
    consumer.schedulePollTask(
        () -> consumer.setPollException(new TimeoutException("the broker is away")));
    put(consumer, 0, "token:a");
    try (var projector = projector(consumer)) {
      projector.start();
      await().atMost(Duration.ofSeconds(10)).until(() -> model.keys().all().size() == 1);
      assertThat(metrics.counter("watchbill_console_projector_failures_total").count())
          .isEqualTo(1);
    }
  }

  private Projector projector(MockConsumer<String, byte[]> consumer) {
    return new Projector(
        model,
        consumer,
        model.topics().stream()
            .collect(
                Collectors.toMap(Topic::name, topic -> new AvroSerde<>(topic.value(), registry))),
        metrics);
  }

  /** All topics with one partition; only credentials hold records. */
  private MockConsumer<String, byte[]> consumer(long end) {
    var consumer = new MockConsumer<String, byte[]>("earliest");
    for (var topic : model.topics()) {
      var partition = new TopicPartition(topic.name(), 0);
      consumer.updatePartitions(
          topic.name(),
          List.of(new PartitionInfo(topic.name(), 0, Node.noNode(), new Node[0], new Node[0])));
      consumer.updateBeginningOffsets(Map.of(partition, 0L));
      consumer.updateEndOffsets(
          Map.of(partition, Objects.equals(topic, TOPICS.credentials) ? end : 0L));
    }
    return consumer;
  }

  private void put(MockConsumer<String, byte[]> consumer, long offset, String id) {
    var credential = Credential.newBuilder().setId(id).setHash("hash of " + id).build();
    schedule(consumer, offset, id, serde.serialize(TOPICS.credentials.name(), credential));
  }

  private static void schedule(
      MockConsumer<String, byte[]> consumer, long offset, String key, byte[] value) {
    consumer.schedulePollTask(() ->
        consumer.addRecord(new ConsumerRecord<>(TOPICS.credentials.name(), 0, offset, key, value)));
  }
}
