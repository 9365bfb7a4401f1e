package dev.watchbill.launcher.pipeline;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericDatumReader;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericRecord;
import org.apache.flink.avro.shaded.org.apache.avro.io.DecoderFactory;
import org.apache.flink.formats.avro.registry.confluent.ConfluentSchemaRegistryCoder;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads a topic as an analyst's tool does: with Confluent's own registry client and Avro (as
 * relocated in Flink's connector), and none of our code.
 */
final class ConfluentReader {
  private final String bootstrapServers;
  private final ConfluentSchemaRegistryCoder coder;

  ConfluentReader(String bootstrapServers, String registry) {
    this.bootstrapServers = bootstrapServers;
    this.coder = new ConfluentSchemaRegistryCoder(new CachedSchemaRegistryClient(registry, 100));
  }

  /** Every committed record of the topic. */
  List<GenericRecord> read(String topic) throws IOException {
    var records = new ArrayList<GenericRecord>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        for (var received : consumer.poll(Duration.ofMillis(200))) {
          records.add(decode(received.value()));
        }
      }
    }
    return records;
  }

  private GenericRecord decode(byte[] value) throws IOException {
    var stream = new ByteArrayInputStream(value);
    var schema = coder.readSchema(stream);
    var decoder = DecoderFactory.get().directBinaryDecoder(stream, null);
    return new GenericDatumReader<GenericRecord>(schema).read(null, decoder);
  }
}
