package dev.watchbill.planner.kafka;

import dev.watchbill.schemas.kafka.Cluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;

/** How the planner runs on Kafka Streams, with the reason of each choice. */
public final class RotationSettings {
  /** How long a roster is planned before what was done is committed. */
  public static final Duration STEP = Duration.ofSeconds(1);

  private RotationSettings() {}

  /** The application's id: its consumer group, and the start of its internal topics' names. */
  public static String applicationId(Cluster cluster) {
    return cluster.topics().prefix() + "rotation";
  }

  /** The settings, the cluster's own properties first. */
  public static Properties of(Cluster cluster, Path stateDir, DeadLetters letters) {
    var settings = new Properties();
    settings.putAll(cluster.clientProperties());
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId(cluster));
    settings.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
    settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) cluster.replication());
    settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, cluster.replication() > 1 ? 1 : 0);
    settings.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
    settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
    settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SmallStores.class);
    quick(settings);
    steady(settings, cluster);
    failures(settings, letters);
    return settings;
  }

  /**
   * A changed roster should be in force before whoever saved it has looked up: it and what people
   * ask for are committed at once. Who has which incident may be seen a little later.
   */
  private static void quick(Properties settings) {
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100L);
    settings.put(StreamsConfig.POLL_MS_CONFIG, 25L);
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 5L);
    // Whoever restores sees the end of a topic by an empty answer, and waits for it each time.
    settings.put(StreamsConfig.globalConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), 50);
    settings.put(StreamsConfig.restoreConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), 50);
  }

  /** A restart takes its place at once; a dead instance is replaced in seconds. */
  private static void steady(Properties settings, Cluster cluster) {
    settings.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
        cluster.instance());
    // The shortest that brokers allow unless they were told otherwise.
    settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 6_000);
    settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 1_500);
    // A step of planning and what is written in it, many times over, on a machine that is busy.
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 15_000);
  }

  private static void failures(Properties settings, DeadLetters letters) {
    settings.put(DeadLetters.SETTING, letters);
    settings.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, ReadingFailure.class);
    settings.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, ProcessingFailure.class);
    settings.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, WritingFailure.class);
  }
}
