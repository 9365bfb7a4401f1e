package dev.watchbill.notifier.kafka;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static dev.watchbill.notifier.delivery.Samples.aCancellation;
import static dev.watchbill.notifier.delivery.Samples.aPage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.watchbill.notifier.delivery.NotifierMetrics;
import dev.watchbill.notifier.delivery.PageDesk;
import dev.watchbill.notifier.delivery.PageLimit;
import dev.watchbill.notifier.delivery.ReceiptBook;
import dev.watchbill.notifier.delivery.RecordingPersonChannel;
import dev.watchbill.notifier.delivery.RetryLadder;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.Receipt;
import dev.watchbill.schemas.Topics;
import dev.watchbill.schemas.serde.AvroSerde;
import dev.watchbill.schemas.serde.LocalRegistry;
import dev.watchbill.schemas.serde.RegistryException;
import dev.watchbill.testkit.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pages from their topic to a channel and back as receipts, through a restart too. */
class PagesLoopTest {
  private static final RetryLadder PATIENT =
      new RetryLadder(List.of(), Duration.ofHours(1), Duration.ZERO);
  private static final int HUNDREDS = 500;

  private final Topics topics = new Topics("test.");
  private final AvroSerde<Page> serde = new AvroSerde<>(Page.class, new LocalRegistry());
  private final TopicPartition partition = new TopicPartition(topics.pages.name(), 0);
  private final ReceiptBook receipts = new ReceiptBook();
  private volatile boolean registryIsAway;
  private final List<byte[]> topic = new ArrayList<>();
  private final List<Long> unreadable = new CopyOnWriteArrayList<>();
  private final List<AutoCloseable> opened = new ArrayList<>();

  /** As consumers have it. */
  private record Heartbeat(Double metricValue) implements Metric {
    @Override
    public MetricName metricName() {
      return new MetricName(Heartbeats.METRIC, "consumer-coordinator-metrics", "", Map.of());
    }
  }

  /** A process that reads the topic for one channel. */
  private final class Notifier {
    volatile double heartbeatSecondsAgo;
    final MockConsumer<String, byte[]> consumer =
        new MockConsumer<>("earliest") {
          @Override
          public synchronized Map<MetricName, ? extends Metric> metrics() {
            var heartbeat = new Heartbeat(heartbeatSecondsAgo);
            return Map.of(heartbeat.metricName(), heartbeat);
          }
        };
    final RecordLoop<Page> loop;

    Notifier(RecordingPersonChannel channel, long from) {
      var metrics = new NotifierMetrics(new SimpleMeterRegistry());
      var desk =
          new PageDesk(channel, PATIENT, PageLimit.none(), receipts, new TestClock(NOW), metrics);
      var reader =
          new PageReader(
              desk,
              page -> page.getChannel().equals(channel.name()),
              since -> receipts.all(),
              new IncidentTraces());
      consumer.schedulePollTask(() -> offer(from));
      loop =
          new RecordLoop<>(
              channel.name(),
              topics.pages,
              PagesLoopTest.this::read,
              () -> consumer,
              reader,
              (record, why) -> unreadable.add(record.offset()));
      loop.start();
      opened.add(() -> {
        channel.release();
        loop.stop();
        desk.close();
        loop.close();
      });
    }

    private void offer(long from) {
      consumer.rebalance(List.of(partition));
      consumer.updateBeginningOffsets(Map.of(partition, from));
      for (var offset = from; offset < topic.size(); offset++) {
        consumer.addRecord(
            new ConsumerRecord<>(
                partition.topic(), 0, offset, "asha", topic.get(Math.toIntExact(offset))));
      }
    }

    long committed() {
      var offset = consumer.committed(Set.of(partition)).get(partition);
      return offset == null ? 0 : offset.offset();
    }
  }

  @AfterEach
  void stop() throws Exception {
    for (var process : opened) {
      process.close();
    }
  }

  @Test
  void commitsWhatIsFinished() {
    write(aPage("checkout-1.1"), aPage("checkout-1.2"));
    var process = new Notifier(new RecordingPersonChannel("slack"), 0);

    await().until(() -> process.committed() == 2);
    assertThat(receipts.lines()).containsExactly("checkout-1.1 accepted", "checkout-1.2 accepted");
  }

  @Test
  void repeatsOnlyThePageThatWasUnderWayWhenTheProcessWasKilled() {
    writeHundreds();
    var channel =
        new RecordingPersonChannel("slack").hangingOn(page -> page.getId().equals("s-0.1"));
    var killed = new Notifier(channel, 0);
    await().until(() -> receipts.all().size() == HUNDREDS - 1);
    assertThat(killed.committed()).isZero();

    var restarted = new RecordingPersonChannel("slack");
    var next = new Notifier(restarted, killed.committed());

    await().until(() -> next.committed() == HUNDREDS);
    assertThat(restarted.ids()).containsExactly("s-0.1");
    assertThat(receipts.all().stream().map(Receipt::getPage).distinct()).hasSize(HUNDREDS);
  }

  @Test
  void leadsWhileItHoldsTheFirstPartition() {
    write(aPage("checkout-1.1"));
    var process = new Notifier(new RecordingPersonChannel("slack"), 0);
    await().until(process.loop::leads);

    process.consumer.schedulePollTask(() -> process.consumer.rebalance(List.of()));
    await().until(() -> !process.loop.leads());
  }

  @Test
  void leadsNoLongerWhenItIsCutOffFromItsGroup() {
    write(aPage("checkout-1.1"));
    var process = new Notifier(new RecordingPersonChannel("slack"), 0);
    await().until(process.loop::leads);

    process.heartbeatSecondsAgo = 3;
    await().until(() -> !process.loop.leads());

    process.heartbeatSecondsAgo = 1;
    await().until(process.loop::leads);
  }

  @Test
  void leadsWhileItWaitsForTheRegistryUntilItIsCutOff() {
    registryIsAway = true;
    write(aPage("checkout-1.1"));
    var process = new Notifier(new RecordingPersonChannel("slack"), 0);
    await().until(process.loop::leads);
    await()
        .during(Heartbeats.LONGEST_AGO.plusSeconds(1))
        .atMost(Duration.ofSeconds(30))
        .until(process.loop::leads);
    assertThat(receipts.all()).isEmpty();

    process.heartbeatSecondsAgo = 3;
    await().until(() -> !process.loop.leads());

    registryIsAway = false;
    await().until(() -> receipts.all().size() == 1);
  }

  private Page read(String name, byte[] bytes) {
    if (registryIsAway) {
      throw new RegistryException("away", true, null);
    }
    return serde.deserialize(name, bytes);
  }

  @Test
  void letsNoChannelWaitForAnotherThatHangs() {
    var both = new ArrayList<Page.Builder>();
    for (var i = 0; i < HUNDREDS; i++) {
      both.add(aPage("s-" + i + ".1").setChannel("slack"));
      both.add(aPage("s-" + i + ".2").setChannel("phone"));
    }
    write(both.toArray(Page.Builder[]::new));
    new Notifier(new RecordingPersonChannel("slack").hangingOn(page -> true), 0);
    var phone = new Notifier(new RecordingPersonChannel("phone"), 0);

    await().until(() -> phone.committed() == 2L * HUNDREDS);
    assertThat(receipts.all()).hasSize(HUNDREDS);
  }

  @Test
  void letsACancellationOvertakeThePageBeforeIt() {
    write(aPage("checkout-1.1"), aPage("checkout-1.2"), aCancellation("checkout-1.2"));
    var channel = new RecordingPersonChannel("slack");
    var process = new Notifier(channel, 0);

    await().until(() -> process.committed() == 3);
    assertThat(channel.ids()).containsExactly("checkout-1.1");
    assertThat(receipts.lines()).containsExactly("checkout-1.1 accepted", "checkout-1.2 cancelled");
  }

  @Test
  void keepsWhatItCannotReadAndGoesOn() {
    topic.add(new byte[] {1, 2, 3});
    write(aPage("checkout-1.1"));
    var process = new Notifier(new RecordingPersonChannel("slack"), 0);

    await().until(() -> process.committed() == 2);
    assertThat(unreadable).containsExactly(0L);
    assertThat(receipts.lines()).containsExactly("checkout-1.1 accepted");
  }

  private void writeHundreds() {
    write(
        IntStream.range(0, HUNDREDS)
            .mapToObj(i -> aPage("s-" + i + ".1"))
            .toArray(Page.Builder[]::new));
  }

  private void write(Page.Builder... pages) {
    for (var page : pages) {
      topic.add(serde.serialize(topics.pages.name(), page.build()));
    }
  }
}
