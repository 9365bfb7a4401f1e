package dev.watchbill.ingest.kafka;

import dev.watchbill.ingest.batch.Body;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** What of one poll isn't done with yet, in its order. A tombstone says nothing of an alert. */
final class Unread {
  private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
  private int at;

  Unread(ConsumerRecords<byte[], byte[]> polled) {
    polled.forEach(records::add);
  }

  boolean isEmpty() {
    return at == records.size();
  }

  /** What is left to take in. */
  List<Body> bodies(Function<ConsumerRecord<byte[], byte[]>, Body> body) {
    return records.subList(at, records.size()).stream()
        .filter(record -> record.value() != null)
        .map(body)
        .toList();
  }

  /**
   * So many bodies, from the first, are done with, and the tombstones among and behind them.
   *
   * @return what may be committed
   */
  Map<TopicPartition, OffsetAndMetadata> done(int bodies) {
    var next = new HashMap<TopicPartition, OffsetAndMetadata>();
    var left = bodies;
    for (; at < records.size(); at++) {
      var record = records.get(at);
      if (record.value() != null && left-- == 0) {
        break;
      }
      next.put(partition(record), new OffsetAndMetadata(record.offset() + 1));
    }
    return next;
  }

  /** Where each partition is to be read from once more. */
  Map<TopicPartition, Long> starts() {
    var starts = new HashMap<TopicPartition, Long>();
    for (var record : records.subList(at, records.size())) {
      starts.putIfAbsent(partition(record), record.offset());
    }
    return starts;
  }

  private static TopicPartition partition(ConsumerRecord<?, ?> record) {
    return new TopicPartition(record.topic(), record.partition());
  }
}
