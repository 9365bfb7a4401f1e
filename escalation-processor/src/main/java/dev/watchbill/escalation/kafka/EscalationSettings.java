package dev.watchbill.escalation.kafka;

import dev.watchbill.schemas.kafka.Cluster;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The settings our promises rest on, each with what happens without it. */
final class EscalationSettings {
  private static final int RESTORE_WAIT_MS = 50;

  private EscalationSettings() {}

  /**
   * @param standbys how many other processes keep a copy of each state; 0: this one is alone
   */
  static Properties of(
      Cluster cluster,
      Serialization serialization,
      Path stateDir,
      DeadLetters deadLetters,
      int standbys) {
    var settings = new HashMap<String, Object>(cluster.clientProperties());
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, serialization.application());
    settings.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) cluster.replication());
    settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, standbys);
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 2);
    settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    exactlyOnce(settings);
    failover(settings, cluster);
    deadLetters(settings, deadLetters);
    var properties = new Properties();
    properties.putAll(settings);
    return properties;
  }

  /** Of the sums, which nobody waits for: fewer commits, one thread. */
  static Properties ofStats(
      Cluster cluster,
      Serialization serialization,
      Path stateDir,
      DeadLetters deadLetters,
      int standbys) {
    var settings = of(cluster, serialization, stateDir, deadLetters, standbys);
    settings.put(
        StreamsConfig.APPLICATION_ID_CONFIG, StatsTopology.application(serialization.topics));
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 500L);
    settings.put(StreamsConfig.POLL_MS_CONFIG, 250L);
    settings.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, 0L);
    return settings;
  }

  /** One transaction from alert to page; what is urgent asks for an earlier commit (ADR 0014). */
  private static void exactlyOnce(Map<String, Object> settings) {
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, CommitPacer.LONGEST);
    settings.put(StreamsConfig.POLL_MS_CONFIG, 25L);
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 5L);
    // The commit sends what waits: in one request, which names all its partitions to the
    // transaction at once.
    settings.put(
        StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), (int) CommitPacer.LONGEST);
    // An acknowledgement is read before the deadline it stops, where both are there.
    settings.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, -1L);
    settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedMemory.class.getName());
  }

  /** A process that died hands over in seconds, and one that is restarted takes up where it was. */
  private static void failover(Map<String, Object> settings, Cluster cluster) {
    settings.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
        cluster.instance());
    settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 3_500);
    settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 1_000);
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 5_000);
    // Whoever restores sees the end of a topic by an empty answer, and waits for it each time.
    settings.put(
        StreamsConfig.globalConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG),
        RESTORE_WAIT_MS);
    settings.put(
        StreamsConfig.restoreConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG),
        RESTORE_WAIT_MS);
    settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
  }

  private static void deadLetters(Map<String, Object> settings, DeadLetters deadLetters) {
    settings.put(DeadLetters.PROPERTY, deadLetters);
    settings.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, ReadingHandler.class);
    settings.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, ProcessingHandler.class);
    settings.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, WritingHandler.class);
  }
}
