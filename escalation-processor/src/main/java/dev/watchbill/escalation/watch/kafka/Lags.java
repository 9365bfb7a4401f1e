package dev.watchbill.escalation.watch.kafka;

import dev.watchbill.escalation.watch.Backlog;
import dev.watchbill.escalation.watch.Unread;
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
  private static final Duration POLL = Duration.ofMillis(20);
  private static final long ASK_AT_MOST_SECONDS = 10;

  private final Cluster cluster;
  private final String group;
  private final Admin admin;
  private final KafkaConsumer<String, byte[]> reader;
  private final Unread<TopicPartition> unread = new Unread<>();

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
  List<Backlog> at(Instant now) throws ExecutionException, InterruptedException, TimeoutException {
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
    unread.only(behind.keySet());
    return behind.isEmpty() ? List.of() : backlogs(behind, ends, now);
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

  private List<Backlog> backlogs(
      Map<TopicPartition, Long> behind, Map<TopicPartition, Long> ends, Instant now) {
    var accepted = firstAccepted(behind);
    var found = new ArrayList<Backlog>();
    behind.forEach((partition, from) -> {
      var end = ends.getOrDefault(partition, 0L);
      var seen = unread.since(partition, from, end, now);
      var first = accepted.getOrDefault(partition, seen);
      // Where it was read to its end, only marks of transactions are left.
      if (accepted.containsKey(partition) || reader.position(partition) < end) {
        // By a clock that is ahead it would be no standstill for long.
        var since = first.isBefore(seen) ? first : seen;
        found.add(
            new Backlog(
                partition.topic().substring(cluster.topics().prefix().length()),
                partition.partition(),
                from,
                end - from,
                since));
      }
    });
    return found;
  }

  /** When the first record of each was accepted: the one the group would read next. */
  private Map<TopicPartition, Instant> firstAccepted(Map<TopicPartition, Long> behind) {
    reader.assign(behind.keySet());
    behind.forEach(reader::seek);
    var accepted = new HashMap<TopicPartition, Instant>();
    var until = System.nanoTime() + READ_AT_MOST.toNanos();
    while (accepted.size() < behind.size() && System.nanoTime() < until) {
      for (var record : reader.poll(POLL)) {
        accepted.putIfAbsent(
            new TopicPartition(record.topic(), record.partition()),
            Instant.ofEpochMilli(record.timestamp()));
      }
    }
    return accepted;
  }

  @Override
  public void close() {
    reader.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofMillis(500)));
    admin.close(Duration.ofMillis(500));
  }
}
