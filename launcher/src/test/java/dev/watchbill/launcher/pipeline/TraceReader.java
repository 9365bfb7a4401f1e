package dev.watchbill.launcher.pipeline;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads which traces the records of a topic are part of, as any tool could. */
record TraceReader(String bootstrapServers) {
  /** The {@code traceparent} of every record with this key, from the beginning; empty: none. */
  List<String> of(String topic, String key) {
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
            new StringDeserializer(),
            new StringDeserializer())) {
      var partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      var found = new ArrayList<String>();
      while (partitions.stream()
          .anyMatch(one -> consumer.position(one) < Objects.requireNonNull(ends.get(one)))) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          if (key.equals(record.key())) {
            var header = record.headers().lastHeader("traceparent");
            found.add(header == null ? "" : new String(header.value(), StandardCharsets.UTF_8));
          }
        }
      }
      return found;
    }
  }
}
