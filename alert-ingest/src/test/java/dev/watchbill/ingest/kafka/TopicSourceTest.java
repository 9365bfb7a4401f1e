package dev.watchbill.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.watchbill.ingest.AlertLog.Appended;
import dev.watchbill.ingest.IntegrationSettings;
import dev.watchbill.ingest.RecordingAlertLog;
import dev.watchbill.ingest.batch.BatchIntake;
import dev.watchbill.ingest.batch.Uncounted;
import dev.watchbill.ingest.formats.Formats;
import dev.watchbill.ingest.heartbeat.Heartbeats;
import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.Integration;
import dev.watchbill.testkit.TestClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopicSourceTest {
  private static final TopicPartition PARTITION = new TopicPartition("checks", 0);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final TestClock clock = new TestClock(Instant.parse("2026-01-05T09:00:00Z"));
  private final RecordingAlertLog log = new RecordingAlertLog();
  private final List<byte @Nullable []> topic = new ArrayList<>();
  private final Rereading consumer = new Rereading();
  private @Nullable TopicSource source;

  /** Its records are there again after a seek, as on a broker. */
  private final class Rereading extends MockConsumer<byte[], byte[]> {
    final AtomicInteger seeks = new AtomicInteger();
    private boolean begun;

    Rereading() {
      super("earliest");
    }

    void begin() {
      updateBeginningOffsets(Map.of(PARTITION, 0L));
      updateEndOffsets(Map.of(PARTITION, (long) topic.size()));
      schedulePollTask(() -> {
        rebalance(List.of(PARTITION));
        begun = true;
        offer(0);
      });
    }

    private void offer(long from) {
      for (var offset = from; offset < topic.size(); offset++) {
        addRecord(
            new ConsumerRecord<>(
                PARTITION.topic(), 0, offset, null, topic.get(Math.toIntExact(offset))));
      }
    }

    @Override
    public synchronized void seek(TopicPartition partition, long offset) {
      super.seek(partition, offset);
      if (begun) {
        seeks.incrementAndGet();
        schedulePollTask(() -> offer(offset));
      }
    }

    @Override
    public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
        Map<TopicPartition, Long> times) {
      var first = new HashMap<TopicPartition, OffsetAndTimestamp>();
      times.forEach((partition, at) -> first.put(partition, new OffsetAndTimestamp(0, at)));
      return first;
    }

    long committed() {
      var offset = committed(Set.of(PARTITION)).get(PARTITION);
      return offset == null ? 0 : offset.offset();
    }
  }

  @AfterEach
  void end() {
    if (source != null) {
      source.close();
    }
  }

  @Test
  void writesLessAtOnceUntilItIsDurable() {
    log.atMost(700);
    topic.add(alerts("a", 1_500));
    topic.add(null);
    topic.add(alerts("b", 1_500));
    read();
    await().atMost(PATIENCE).until(() -> consumer.committed() == 3);
    assertThat(log.alerts.stream().map(Alert::getKey).distinct()).hasSize(3_000);
  }

  @Test
  void commitsWhatIsDurableAlsoWhereALaterRecordIsNot() {
    IntStream.range(0, 3).forEach(i -> topic.add(alerts("a" + i, 1)));
    topic.add(alerts("large", 10));
    log.atMost(3);
    // A record's alerts come in one piece of at most three, so that all come in.
    read();
    await().atMost(PATIENCE).until(() -> consumer.committed() == 4);
    assertThat(log.alerts.stream().map(Alert::getKey).distinct()).hasSize(13);
  }

  @Test
  void triesOneRecordAloneAndWaitsForTheBroker() {
    log.answering(new Appended.Unavailable("away"));
    IntStream.range(0, 20).forEach(i -> topic.add(alerts("a" + i, 1)));
    read();
    await().atMost(PATIENCE).until(() -> consumer.seeks.get() > 15);
    assertThat(consumer.committed()).isZero();
    log.answering(new Appended.Durable());
    await().atMost(PATIENCE).until(() -> consumer.committed() == 20);
    assertThat(log.appended.getFirst()).isEqualTo(1);
  }

  @Test
  void aFloodInOnePollRestsBetweenItsRecordsAlsoWhereItIsNoAlert() {
    IntStream.range(0, 20).forEach(i -> topic.add(bytes("[" + "7,".repeat(999) + "7]")));
    read();
    // Five thousand at a time, until more than a burst is taken.
    await().atMost(PATIENCE).until(() -> consumer.committed() == 15);
    assertThat(log.rejected).hasSize(15_000);
    clock.advance(Duration.ofMinutes(1));
    await().atMost(PATIENCE).until(() -> consumer.committed() == 20);
  }

  private void read() {
    consumer.begin();
    var formats =
        new Formats(
            () -> "made-up",
            address -> {
              throw new IOException("Expected nobody to be asked, but it was " + address);
            });
    var settings =
        IntegrationSettings.of(Integration.newBuilder().setName("checks").setType("kafka").build());
    source =
        new TopicSource(
            PARTITION.topic(),
            formats.of("json").orElseThrow(),
            () -> settings,
            () -> consumer,
            new BatchIntake(log, new Heartbeats(log), () -> "id", new Uncounted()),
            clock,
            Duration.ofMillis(1));
  }

  private static byte[] alerts(String prefix, int count) {
    return bytes(
        IntStream.range(0, count)
            .mapToObj(i -> "{\"key\":\"%s-%d\",\"service\":\"db\"}".formatted(prefix, i))
            .collect(Collectors.joining(",", "[", "]")));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
