package dev.watchbill.escalation.watch.kafka;

import dev.watchbill.escalation.watch.Backlog;
import dev.watchbill.schemas.kafka.Cluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far the processor's group is behind the ends of its topics, and since when. */
final class Lags implements AutoCloseable {
  private static final Duration READ_AT_MOST = Duration.ofSeconds(2);
  private static final long ASK_AT_MOST_SECONDS = 10;

  private final Cluster cluster;
  private final String group;
  private final Admin admin;
  private final KafkaConsumer<String, byte[]> reader;

  Lags(Cluster cluster, String group) {
    this.cluster = cluster;
    this.group = group;
    admin = cluster.admin();
    // It reads one record of each partition that is behind; more come with them, but not many.
    reader =
        cluster.consumer(
            "watcher-lags-" + cluster.instance(),
            Map.of("max.poll.records", 500, "max.partition.fetch.bytes", 65_536));
  }

  /** The partitions with records that were not worked on. */
  List<Backlog> now() throws ExecutionException, InterruptedException, TimeoutException {
    var done =
        admin
            .listConsumerGroupOffsets(group)
            .partitionsToOffsetAndMetadata()
            .get(ASK_AT_MOST_SECONDS, TimeUnit.SECONDS);
    var ends = reader.endOffsets(partitions());
    var starts = reader.beginningOffsets(ends.keySet());
    var behind = new HashMap<TopicPartition, Long>();
    ends.forEach((partition, end) -> {
      var from = Math.max(position(done.get(partition)), starts.getOrDefault(partition, 0L));
      if (end > from) {
        behind.put(partition, from);
      }
    });
    return behind.isEmpty() ? List.of() : backlogs(behind, ends);
  }

  private static long position(@org.jspecify.annotations.Nullable OffsetAndMetadata done) {
    return done == null ? 0 : done.offset();
  }

  private List<TopicPartition> partitions() {
    var topics = cluster.topics();
    var all = new ArrayList<TopicPartition>();
    for (var topic : List.of(topics.alerts, topics.responses, topics.receipts)) {
      reader
          .partitionsFor(topic.name())
          .forEach(one -> all.add(new TopicPartition(one.topic(), one.partition())));
    }
    return all;
  }

  /** When the first record of each was accepted: the one the group would read next. */
  private List<Backlog> backlogs(Map<TopicPartition, Long> behind, Map<TopicPartition, Long> ends) {
    reader.assign(behind.keySet());
    behind.forEach(reader::seek);
    var found = new HashMap<TopicPartition, Backlog>();
    var left = READ_AT_MOST.dividedBy(100).toMillis();
    for (var i = 0; i < 100 && found.size() < behind.size(); i++) {
      for (var record : reader.poll(Duration.ofMillis(left))) {
        var partition = new TopicPartition(record.topic(), record.partition());
        found.computeIfAbsent(
            partition,
            one ->
                new Backlog(
                    record.topic().substring(cluster.topics().prefix().length()),
                    record.partition(),
                    ends.getOrDefault(one, 0L) - behind.getOrDefault(one, 0L),
                    Instant.ofEpochMilli(record.timestamp())));
      }
    }
    return List.copyOf(found.values());
  }

  @Override
  public void close() {
    reader.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofMillis(500)));
    admin.close(Duration.ofMillis(500));
  }
}
