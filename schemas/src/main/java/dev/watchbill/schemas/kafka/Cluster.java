package dev.watchbill.schemas.kafka;

import dev.watchbill.schemas.Topic;
import dev.watchbill.schemas.Topics;
import dev.watchbill.schemas.serde.AvroSerde;
import dev.watchbill.schemas.serde.SchemaRegistry;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The Kafka cluster and registry of one installation, and how its clients are made. Values are
 * bytes at the client and become records through {@link #serde}, so that one unreadable record
 * doesn't stop a consumer.
 *
 * @param bootstrapServers host:port, comma separated
 * @param registry schemas by id
 * @param topics with the installation's prefix
 * @param partitions of the service-keyed topics: 6 in one process, 24 in a cluster; never changed
 *     afterwards
 * @param replication factor of topics: 1 in one process, 3 in a cluster
 * @param instance tells this process from others with the same job; part of each {@code
 *     group.instance.id}
 * @param properties further client properties, such as TLS and SASL
 */
public record Cluster(
    String bootstrapServers,
    SchemaRegistry registry,
    Topics topics,
    int partitions,
    short replication,
    String instance,
    Map<String, String> properties) {
  /** The shortest that brokers allow unless they were told otherwise. */
  private static final int SESSION_TIMEOUT_MS = 6_000;

  public Cluster {
    properties = Map.copyOf(properties);
  }

  /** Serde of a topic's values. */
  public <V extends SpecificRecord> AvroSerde<V> serde(Topic<V> topic) {
    return new AvroSerde<>(topic.value(), registry);
  }

  /** Properties every client needs: where the cluster is, and how to be let in. */
  public Map<String, Object> clientProperties() {
    var all = new HashMap<String, Object>(properties);
    all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    return all;
  }

  /**
   * A producer that waits for all in-sync replicas and never writes twice.
   *
   * @param more properties that win over the defaults
   */
  public KafkaProducer<String, byte[]> producer(String clientId, Map<String, ?> more) {
    var all = clientProperties();
    all.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
    all.put(ProducerConfig.ACKS_CONFIG, "all");
    all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    all.putAll(more);
    return new KafkaProducer<>(all, new StringSerializer(), new ByteArraySerializer());
  }

  /**
   * A consumer that sees only committed transactions and commits nothing by itself.
   *
   * @param more properties that win over the defaults, such as the group
   */
  public KafkaConsumer<String, byte[]> consumer(String clientId, Map<String, ?> more) {
    var all = clientProperties();
    all.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
    all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    all.putAll(more);
    return new KafkaConsumer<>(all, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * A consumer that shares a topic with others of its group. It keeps its place over a restart, and
   * one that died leaves it within seconds: as a member without a name it would hold up whoever
   * comes next for the 45 s that Kafka gives it.
   *
   * @param more properties that win over the defaults
   */
  public KafkaConsumer<String, byte[]> member(
      String clientId, String group, Map<String, Object> more) {
    var all = new HashMap<>(membership(group));
    all.putAll(more);
    return consumer(clientId, all);
  }

  /** What makes a consumer such a member, for one that isn't made here. */
  public Map<String, Object> membership(String group) {
    return Map.of(
        ConsumerConfig.GROUP_ID_CONFIG, group,
        ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instance,
        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS,
        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, SESSION_TIMEOUT_MS / 4);
  }

  /** An admin client. */
  public Admin admin() {
    return Admin.create(clientProperties());
  }
}
