package dev.watchbill.launcher.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The compacted {@code _schemas} topic, in the record format of Confluent's registry, so that one
 * of theirs can take over. One writer at a time.
 */
final class SchemaLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SchemaLog.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  static final String TOPIC = "_schemas";

  private final String bootstrapServers;
  private final KafkaProducer<String, String> producer;

  SchemaLog(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.CLIENT_ID_CONFIG,
                "schema-registry",
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                10_000,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                5_000,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                10_000),
            new StringSerializer(),
            new StringSerializer());
  }

  /** Makes the topic where it is missing, and reads all that was registered before. */
  void replay(Consumer<Subjects.Version> reader) throws ExecutionException, InterruptedException {
    create();
    try (var consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "auto.offset.reset",
                "earliest",
                "client.id",
                "schema-registry-replay"),
            new StringDeserializer(),
            new StringDeserializer())) {
      var partition = new TopicPartition(TOPIC, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end) {
        for (var received : consumer.poll(Duration.ofMillis(200))) {
          read(received.key(), received.value(), reader);
        }
      }
    }
  }

  /** Writes one version down; returns when the broker has it. */
  void write(Subjects.Version version) throws ExecutionException, InterruptedException {
    var key =
        JSON.createObjectNode()
            .put("keytype", "SCHEMA")
            .put("subject", version.subject())
            .put("version", version.version())
            .put("magic", 1);
    var value =
        JSON.createObjectNode()
            .put("subject", version.subject())
            .put("version", version.version())
            .put("id", version.id())
            .put("schema", version.schema().toString())
            .put("deleted", false);
    producer.send(new ProducerRecord<>(TOPIC, 0, key.toString(), value.toString())).get();
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
  }

  private static void read(
      @Nullable String key, @Nullable String value, Consumer<Subjects.Version> reader) {
    if (key == null || value == null) {
      return;
    }
    try {
      if (!JSON.readTree(key).path("keytype").asText().equals("SCHEMA")) {
        return;
      }
      var version = JSON.readTree(value);
      if (!version.path("deleted").asBoolean()) {
        reader.accept(
            new Subjects.Version(
                version.path("subject").asText(),
                version.path("version").asInt(),
                version.path("id").asInt(),
                new Schema.Parser().parse(version.path("schema").asText())));
      }
    } catch (JsonProcessingException | org.apache.avro.AvroRuntimeException e) {
      LOG.atError().addKeyValue("topic", TOPIC).setCause(e).log("unreadable schema record skipped");
    }
  }

  private void create() throws ExecutionException, InterruptedException {
    var settings = new HashMap<String, String>();
    settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1).configs(settings))).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }
}
