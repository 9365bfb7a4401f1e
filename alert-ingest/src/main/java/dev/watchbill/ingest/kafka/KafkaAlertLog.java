package dev.watchbill.ingest.kafka;

import dev.watchbill.ingest.AlertLog;
import dev.watchbill.ingest.auth.KeyUse;
import dev.watchbill.ingest.heartbeat.Heard;
import dev.watchbill.ingest.heartbeat.HeartbeatLog;
import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.RejectedAlert;
import dev.watchbill.schemas.Topic;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.serde.AvroSerde;
import dev.watchbill.schemas.serde.RegistryException;
import dev.watchbill.schemas.trace.Trace;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Alerts on their topic, and what was heard on its own. A broker that is away is known after a few
 * seconds; the producer finds it again by itself.
 */
public final class KafkaAlertLog implements AlertLog, HeartbeatLog, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaAlertLog.class);
  private static final Duration DELIVERY = Duration.ofSeconds(4);
  private static final int LARGEST = 1_000_000;

  /** Short, as a sender that waits longer than this has given up; see the class's contract. */
  static final Map<String, ?> SETTINGS =
      Map.of(
          ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY.toMillis(),
          ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000,
          ProducerConfig.MAX_BLOCK_MS_CONFIG, 800,
          ProducerConfig.LINGER_MS_CONFIG, 1,
          ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024,
          ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500,
          ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");

  private final Producer<String, byte[]> producer;
  private final Topic<Alert> alerts;
  private final AvroSerde<Alert> alertSerde;
  private final RejectionWriter rejections;
  private final HeartbeatWriter heartbeats;
  private final Sending sending;

  public KafkaAlertLog(Cluster cluster, Runnable onLostRejection) {
    this(
        cluster,
        cluster.producer("watchbill-ingest-" + cluster.instance(), SETTINGS),
        onLostRejection);
  }

  KafkaAlertLog(Cluster cluster, Producer<String, byte[]> producer, Runnable onLostRejection) {
    this.producer = producer;
    this.alerts = cluster.topics().alerts;
    this.alertSerde = cluster.serde(alerts);
    this.sending = new Sending(producer);
    this.heartbeats = new HeartbeatWriter(cluster, producer);
    this.rejections = new RejectionWriter(cluster, producer, onLostRejection);
  }

  /**
   * Registers the schemas and finds the broker, so that the first alert needn't wait for it.
   *
   * @return whether both answered
   */
  public boolean prepare() {
    try {
      var _ = alertSerde.serialize(alerts.name(), Alert.newBuilder().build());
      expect(alerts);
      return heartbeats.prepare() && rejections.prepare();
    } catch (KafkaException e) {
      LOG.atWarn().addKeyValue("topic", alerts.name()).setCause(e).log("not ready to write yet");
      return false;
    }
  }

  /** What else of this process writes with. */
  Producer<String, byte[]> producer() {
    return producer;
  }

  /**
   * Waits a moment for a topic to be there.
   *
   * @throws KafkaException if it isn't
   */
  void expect(Topic<?> topic) {
    if (producer.partitionsFor(topic.name()).isEmpty()) {
      throw new KafkaException("Expected topic " + topic.name() + ", but it isn't there");
    }
  }

  @Override
  public Appended append(List<Alert> batch) {
    try {
      var records = new ArrayList<ProducerRecord<String, byte[]>>(batch.size());
      batch.forEach(alert -> records.add(encode(alert)));
      return sending.all(records);
    } catch (RegistryException e) {
      return new Appended.Unavailable(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void reject(RejectedAlert rejected) {
    rejections.offer(rejected);
  }

  @Override
  public Appended refuse(List<RejectedAlert> refused) {
    try {
      return sending.all(refused.stream().map(rejections::record).toList());
    } catch (RegistryException e) {
      return new Appended.Unavailable(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Appended heard(List<Heard> beats) {
    return heartbeats.heard(beats);
  }

  @Override
  public void mention(Heard beat) {
    heartbeats.mention(beat);
  }

  @Override
  public void used(KeyUse use) {
    heartbeats.used(use);
  }

  @Override
  public void close() {
    rejections.close();
    producer.close(Duration.ofSeconds(2));
  }

  private ProducerRecord<String, byte[]> encode(Alert alert) {
    var bytes = alertSerde.serialize(alerts.name(), alert);
    if (bytes.length > LARGEST) {
      alert.setRaw(ByteBuffer.allocate(0));
      alert.setRawTruncated(true);
      bytes = alertSerde.serialize(alerts.name(), alert);
    }
    var record = new ProducerRecord<>(alerts.name(), alert.getService(), bytes);
    Trace.current().orBegun().into(record.headers());
    return record;
  }
}
