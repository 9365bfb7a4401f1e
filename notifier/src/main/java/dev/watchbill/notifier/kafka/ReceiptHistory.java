package dev.watchbill.notifier.kafka;

import dev.watchbill.schemas.Receipt;
import dev.watchbill.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads receipts back, so that a crash behind one hanging page doesn't repeat the hundreds that
 * were finished after it.
 */
final class ReceiptHistory implements PastReceipts {
  private final Topic<Receipt> topic;
  private final Deserializer<Receipt> deserializer;
  private final Supplier<? extends Consumer<String, byte[]>> consumers;

  /**
   * @param consumers makes a consumer without a group
   */
  ReceiptHistory(
      Topic<Receipt> topic,
      Deserializer<Receipt> deserializer,
      Supplier<? extends Consumer<String, byte[]>> consumers) {
    this.topic = topic;
    this.deserializer = deserializer;
    this.consumers = consumers;
  }

  @Override
  public List<Receipt> since(Instant since) {
    var finished = new ArrayList<Receipt>();
    var consumer = consumers.get();
    try {
      var ends = assign(consumer, since);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (var record : consumer.poll(Duration.ofMillis(100))) {
          note(record.value(), finished);
        }
      }
    } finally {
      consumer.close(CloseOptions.timeout(Duration.ofMillis(200)));
    }
    return finished;
  }

  private Map<TopicPartition, Long> assign(Consumer<String, byte[]> consumer, Instant since) {
    var partitions =
        consumer.partitionsFor(topic.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    var ends = consumer.endOffsets(partitions);
    var starts = consumer.offsetsForTimes(times(partitions, since));
    for (var partition : partitions) {
      OffsetAndTimestamp start = starts.get(partition);
      consumer.seek(
          partition, start == null ? Objects.requireNonNull(ends.get(partition)) : start.offset());
    }
    return ends;
  }

  private static Map<TopicPartition, Long> times(
      Collection<TopicPartition> partitions, Instant since) {
    var times = new HashMap<TopicPartition, Long>();
    partitions.forEach(partition -> times.put(partition, since.toEpochMilli()));
    return times;
  }

  private void note(byte[] value, List<Receipt> finished) {
    try {
      var receipt = deserializer.deserialize(topic.name(), value);
      if (receipt != null && !receipt.getPage().isEmpty()) {
        finished.add(receipt);
      }
    } catch (SerializationException e) {
      // Then its page may be repeated; that is better than none.
      return;
    }
  }
}
