package dev.watchbill.ingest.kafka;

import dev.watchbill.schemas.RejectedAlert;
import dev.watchbill.schemas.Topic;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.serde.AvroSerde;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes refusals one after the other, behind the answers: neither a flood of them nor a broker
 * that is away may hold up alerts. What doesn't fit the queue or can't be written is lost, counted
 * and logged.
 */
final class RejectionWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RejectionWriter.class);
  private static final int MOST_WAITING = 256;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Producer<String, byte[]> producer;
  private final Topic<RejectedAlert> topic;
  private final AvroSerde<RejectedAlert> serde;
  private final Runnable onLost;
  private final BlockingQueue<RejectedAlert> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Thread thread;

  RejectionWriter(Cluster cluster, Producer<String, byte[]> producer, Runnable onLost) {
    this.producer = producer;
    this.topic = cluster.topics().alertsRejected;
    this.serde = cluster.serde(topic);
    this.onLost = onLost;
    this.thread = Thread.ofPlatform().daemon().name("ingest-rejections").start(this::write);
  }

  boolean prepare() {
    return serde.serialize(topic.name(), RejectedAlert.newBuilder().build()).length > 0;
  }

  void offer(RejectedAlert rejected) {
    if (!waiting.offer(rejected)) {
      onLost.run();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(Duration.ofMillis(500));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write() {
    try {
      while (true) {
        write(waiting.take());
      }
    } catch (InterruptedException e) {
      waiting.forEach(unwritten -> onLost.run());
    }
  }

  /** As it stands on its topic. */
  ProducerRecord<String, byte[]> record(RejectedAlert rejected) {
    var bytes = serde.serialize(topic.name(), rejected);
    return new ProducerRecord<>(topic.name(), rejected.getIntegration(), bytes);
  }

  private void write(RejectedAlert rejected) throws InterruptedException {
    try {
      producer.send(record(rejected)).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException | KafkaException | IllegalStateException e) {
      onLost.run();
      LOG.atWarn()
          .addKeyValue("topic", topic.name())
          .addKeyValue("integration", rejected.getIntegration())
          .setCause(e)
          .log("a refusal could not be written down");
    }
  }
}
