package dev.watchbill.ingest.kafka;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a topic is read from at first: not so far back that a new integration pages for what is
 * long over, and far enough that nothing is missed that was sent while it was being set up. Kept at
 * once, so that a restart goes on from there.
 */
final class FirstOffsets implements ConsumerRebalanceListener {
  private static final Duration BACK = Duration.ofMinutes(10);

  private final Consumer<byte[], byte[]> consumer;
  private final InstantSource clock;

  FirstOffsets(Consumer<byte[], byte[]> consumer, InstantSource clock) {
    this.consumer = consumer;
    this.clock = clock;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    var known = consumer.committed(new HashSet<>(partitions));
    var from = clock.instant().minus(BACK).toEpochMilli();
    var unknown = new HashMap<TopicPartition, Long>();
    for (var partition : partitions) {
      if (known.get(partition) == null) {
        unknown.put(partition, from);
      }
    }
    if (unknown.isEmpty()) {
      return;
    }
    var ends = consumer.endOffsets(unknown.keySet());
    var first = new HashMap<TopicPartition, OffsetAndMetadata>();
    consumer
        .offsetsForTimes(unknown)
        .forEach((partition, at) -> {
          var offset = at == null ? ends.getOrDefault(partition, 0L) : at.offset();
          consumer.seek(partition, offset);
          first.put(partition, new OffsetAndMetadata(offset));
        });
    consumer.commitSync(first);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    // What is durable is committed already.
  }
}
