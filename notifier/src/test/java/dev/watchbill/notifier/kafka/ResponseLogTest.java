package dev.watchbill.notifier.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.watchbill.notifier.answers.NotRecordedYet;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.Response;
import dev.watchbill.schemas.Topics;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.serde.LocalRegistry;
import dev.watchbill.schemas.trace.Trace;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResponseLogTest {
  private final Cluster cluster =
      new Cluster(
          "127.0.0.1:1", new LocalRegistry(), new Topics("test."), 1, (short) 1, "one", Map.of());
  private final String events = cluster.topics().incidentEvents.name();
  private final TopicPartition partition = new TopicPartition(events, 0);
  private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("latest");
  private MockProducer<String, byte[]> producer =
      new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
  private final IncidentTraces traces = new IncidentTraces();
  private final ResponseLog log = new ResponseLog(cluster, producer, traces, () -> consumer);

  @BeforeEach
  void listen() {
    var nobody = new Node(0, "127.0.0.1", 1);
    consumer.updatePartitions(
        events,
        List.of(new PartitionInfo(events, 0, nobody, new Node[] {nobody}, new Node[] {nobody})));
    consumer.updateBeginningOffsets(Map.of(partition, 0L));
    consumer.updateEndOffsets(Map.of(partition, 5L));
    log.start();
    await().until(() -> log.listening().isDone());
  }

  @AfterEach
  void stop() {
    log.close();
  }

  @Test
  void findsTheOutcomeOfAResponse() throws Exception {
    var outcome = log.give(response("r1"));
    happens(5, "r2", "refused");
    happens(6, "r1", "applied");

    assertThat(outcome.get(5, TimeUnit.SECONDS).getOutcome()).isEqualTo("applied");
    assertThat(producer.history())
        .singleElement()
        .satisfies(sent -> {
          assertThat(sent.topic()).isEqualTo("test.responses");
          assertThat(sent.key()).isEqualTo("checkout");
        });
  }

  @Test
  void isAPartOfTheTraceInWhichPeopleWereToldOfTheIncident() {
    var trace = Trace.begin();
    trace.run(() -> traces.tell("checkout-1"));

    var _ = log.give(response("r1"));

    await().until(() -> !producer.history().isEmpty());
    assertThat(Trace.of(producer.history().getFirst().headers())).isEqualTo(trace);
  }

  @Test
  void saysSoWhenNoOutcomeComes() {
    var outcome = log.give(response("r1"));

    assertThatThrownBy(() -> outcome.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(TimeoutException.class);
  }

  @Test
  void saysSoWhileTheBrokerHasNotConfirmedAndWritesItNoSecondTime() {
    producer = slow();
    var later = new ResponseLog(cluster, producer, traces, () -> consumer);

    var outcome = later.give(response("r1"));

    assertThatThrownBy(() -> outcome.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(NotRecordedYet.class);
    producer.errorNext(new org.apache.kafka.common.errors.TimeoutException("forty seconds"));
    assertThat(producer.completeNext()).isFalse();
    assertThat(producer.history()).hasSize(1);
  }

  @Test
  void doesNotTryOnWhatItSaidWasNotRecorded() {
    producer = slow();
    var later = new ResponseLog(cluster, producer, traces, () -> consumer);
    var outcome = later.give(response("r1"));
    await().until(() -> producer.history().size() == 1);
    producer.errorNext(new org.apache.kafka.common.errors.TimeoutException("away"));

    assertThatThrownBy(() -> outcome.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(org.apache.kafka.common.errors.TimeoutException.class);
    assertThat(producer.completeNext()).isFalse();
    assertThat(producer.history()).hasSize(1);
  }

  private static MockProducer<String, byte[]> slow() {
    return new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
  }

  private void happens(long offset, String response, String outcome) {
    var event =
        IncidentEvent.newBuilder()
            .setIncident("checkout-1")
            .setResponse(response)
            .setOutcome(outcome)
            .build();
    var bytes = cluster.serde(cluster.topics().incidentEvents).serialize(events, event);
    consumer.addRecord(new ConsumerRecord<>(events, 0, offset, "checkout", bytes));
  }

  private static Response response(String id) {
    return Response.newBuilder()
        .setId(id)
        .setIncident("checkout-1")
        .setService("checkout")
        .setPerson("asha")
        .setAction("acknowledge")
        .build();
  }
}
