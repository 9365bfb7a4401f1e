package dev.watchbill.launcher.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.schemas.kafka.Cluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The end of a topic, as people read it. */
public final class TopicTail {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Cluster cluster;
  private final String topic;

  /**
   * One record.
   *
   * @param value null: a tombstone
   */
  public record Entry(
      int partition, long offset, Instant at, String key, @Nullable JsonNode value) {}

  /**
   * @param topic its full name, or without the installation's prefix
   */
  public TopicTail(Cluster cluster, String topic) {
    this.cluster = cluster;
    var prefix = cluster.topics().prefix();
    this.topic = topic.startsWith(prefix) || topic.startsWith("_") ? topic : prefix + topic;
  }

  /**
   * Reads the newest records, by time, and then goes on as the topic grows.
   *
   * @param newest how many of those already there
   * @param follow whether to go on; then this ends only by interruption
   * @throws Refused if there is no such topic
   */
  public void read(int newest, boolean follow, Consumer<Entry> reader) throws Refused {
    try (var consumer = cluster.consumer("tail-" + topic, Map.of())) {
      var partitions = partitions(consumer);
      consumer.assign(partitions);
      var ends = consumer.endOffsets(partitions);
      var begins = consumer.beginningOffsets(partitions);
      for (var partition : partitions) {
        // Transactions leave markers between records, so some more than asked for.
        var from = ends.getOrDefault(partition, 0L) - 2L * newest - 10;
        consumer.seek(partition, Math.max(from, begins.getOrDefault(partition, 0L)));
      }
      var there = new ArrayList<Entry>();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(received -> there.add(entry(received)));
      }
      there.sort(Comparator.comparing(Entry::at));
      there.subList(Math.max(0, there.size() - newest), there.size()).forEach(reader);
      while (follow && !Thread.currentThread().isInterrupted()) {
        consumer.poll(Duration.ofMillis(200)).forEach(received -> reader.accept(entry(received)));
      }
    } catch (KafkaException e) {
      throw new Refused("Expected to read %s, but %s".formatted(topic, e.getMessage()), e);
    }
  }

  private List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer) throws Refused {
    var names = consumer.listTopics(PATIENCE);
    var infos = names.get(topic);
    if (infos == null) {
      var known = names.keySet().stream().filter(name -> !name.startsWith("__")).sorted().toList();
      throw new Refused("Expected one of %s, but got %s".formatted(known, topic));
    }
    return infos.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
  }

  private Entry entry(ConsumerRecord<String, byte[]> received) {
    return new Entry(
        received.partition(),
        received.offset(),
        Instant.ofEpochMilli(received.timestamp()),
        String.valueOf(received.key()),
        received.value() == null ? null : RecordJson.of(received.value(), cluster.registry()));
  }
}
