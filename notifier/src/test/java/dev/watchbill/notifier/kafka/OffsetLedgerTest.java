package dev.watchbill.notifier.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OffsetLedgerTest {
  private static final TopicPartition PARTITION = new TopicPartition("pages", 3);
  private final OffsetLedger ledger = new OffsetLedger();

  @Test
  void commitsNothingBehindAnUnfinishedRecord() {
    begin(10, 11, 12);
    ledger.finish(PARTITION, 11);
    ledger.finish(PARTITION, 12);

    assertThat(ledger.committable()).isEqualTo(upTo(10));
  }

  @Test
  void commitsAllThatIsFinishedOnceTheFirstIs() {
    begin(10, 11, 12);
    ledger.finish(PARTITION, 11);
    ledger.finish(PARTITION, 10);

    assertThat(ledger.committable()).isEqualTo(upTo(12));
  }

  @Test
  void stepsOverOffsetsThatHoldNoRecord() {
    begin(10, 15);
    ledger.finish(PARTITION, 10);
    ledger.finish(PARTITION, 15);

    assertThat(ledger.committable()).isEqualTo(upTo(16));
  }

  @Test
  void commitsTheSamePositionOnce() {
    begin(10);
    ledger.finish(PARTITION, 10);
    ledger.committed(upTo(11));

    assertThat(ledger.committable()).isEmpty();
  }

  @Test
  void givesUpWhatIsUnfinishedWhenThePartitionGoes() {
    var abandoned = new AtomicInteger();
    begin(10, 11);
    ledger.taken(PARTITION, 10, abandoned::incrementAndGet);
    ledger.taken(PARTITION, 11, abandoned::incrementAndGet);
    ledger.finish(PARTITION, 10);

    ledger.drop(PARTITION);

    assertThat(abandoned).hasValue(1);
    assertThat(ledger.committable()).isEmpty();
  }

  private void begin(long... offsets) {
    for (var offset : offsets) {
      ledger.begin(PARTITION, offset);
    }
  }

  private static Map<TopicPartition, OffsetAndMetadata> upTo(long offset) {
    return Map.of(PARTITION, new OffsetAndMetadata(offset));
  }
}
