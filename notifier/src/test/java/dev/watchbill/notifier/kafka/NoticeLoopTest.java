package dev.watchbill.notifier.kafka;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.watchbill.notifier.notices.ScheduleNotices;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.ScheduleEvent;
import dev.watchbill.schemas.Topics;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.schemas.serde.AvroSerde;
import dev.watchbill.schemas.serde.LocalRegistry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NoticeLoopTest {
  private final Topics topics = new Topics("test.");
  private final LocalRegistry registry = new LocalRegistry();
  private final AvroSerde<ScheduleEvent> events = new AvroSerde<>(ScheduleEvent.class, registry);
  private final AvroSerde<Page> pages = new AvroSerde<>(Page.class, registry);
  private final TopicPartition partition = new TopicPartition(topics.scheduleEvents.name(), 0);
  private final List<byte[]> topic = new CopyOnWriteArrayList<>();
  private final List<MockProducer<String, byte[]>> producers = new CopyOnWriteArrayList<>();
  private final List<Long> unreadable = new CopyOnWriteArrayList<>();
  private final NoticeLoop loop =
      new NoticeLoop(
          topics.scheduleEvents,
          events,
          topics.pages,
          pages,
          new Clients(),
          () -> new ScheduleNotices(RosterSnapshot.NONE, Set.of(), Set.of(), List.of(), NOW),
          (record, why) -> unreadable.add(record.offset()));

  /** The first producer fails where its transaction ends. */
  private final class Clients implements NoticeLoop.Clients {
    @Override
    public Consumer<String, byte[]> consumer() {
      var consumer = new MockConsumer<String, byte[]>("earliest");
      consumer.schedulePollTask(() -> {
        consumer.rebalance(List.of(partition));
        consumer.updateBeginningOffsets(Map.of(partition, 0L));
        for (var offset = 0; offset < topic.size(); offset++) {
          consumer.addRecord(
              new ConsumerRecord<>(partition.topic(), 0, offset, "primary", topic.get(offset)));
        }
      });
      return consumer;
    }

    @Override
    public Producer<String, byte[]> producer() {
      var producer =
          new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
      if (producers.isEmpty()) {
        producer.commitTransactionException = new KafkaException("the broker went away");
      }
      producers.add(producer);
      return producer;
    }
  }

  @AfterEach
  void stop() {
    loop.close();
  }

  @Test
  void writesNoticesAndTheirOffsetTogetherOrNeither() {
    topic.add(new byte[] {1, 2, 3});
    topic.add(
        events.serialize(
            topics.scheduleEvents.name(),
            ScheduleEvent.newBuilder()
                .setId("primary/handoff/1")
                .setSchedule("primary")
                .setAt(NOW)
                .setType("handoff")
                .setIncoming(List.of("bo"))
                .build()));
    loop.start();

    await().until(() -> producers.size() == 2 && producers.get(1).commitCount() == 1);
    assertThat(producers.get(0).history()).isEmpty();
    assertThat(producers.get(1).history())
        .singleElement()
        .satisfies(written -> {
          assertThat(written.topic()).isEqualTo("test.pages");
          assertThat(written.key()).isEqualTo("bo");
          assertThat(pages.deserialize("test.pages", written.value()).getId())
              .isEqualTo("notice/primary/handoff/1/bo/inbox");
        });
    assertThat(
            producers.get(1).consumerGroupOffsetsHistory().getFirst().values().stream()
                .flatMap(offsets -> offsets.values().stream())
                .map(offset -> offset.offset()))
        .containsExactly(2L);
    assertThat(unreadable).containsExactly(0L, 0L);
  }
}
