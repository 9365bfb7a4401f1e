package dev.watchbill.schemas.kafka;

import dev.watchbill.schemas.Topic;
import dev.watchbill.schemas.serde.AvroSerde;
import dev.watchbill.schemas.serde.RegistryException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all of a topic from its start and goes on as it grows, without a group: every follower sees
 * every record, in order per partition. For small, compacted topics that a process keeps in memory.
 *
 * <p>A topic that isn't there yet, or a cluster that is away, is waited for; after an error all is
 * read again from the start. A record that can't be read is logged and skipped, so that its
 * predecessor stays in force; a registry that is away is waited for.
 */
public final class TopicFollower<V extends SpecificRecord> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);

  private final Topic<V> topic;
  private final AvroSerde<V> serde;
  private final BiConsumer<String, @Nullable V> reader;
  private final Supplier<KafkaConsumer<String, byte[]>> consumers;
  private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
  private final Thread thread;
  private volatile @Nullable KafkaConsumer<String, byte[]> reading;
  private volatile boolean closing;

  /**
   * Starts to follow.
   *
   * @param reader is given each key and value (null: a tombstone) by one thread
   */
  public TopicFollower(
      Cluster cluster, Topic<V> topic, String clientId, BiConsumer<String, @Nullable V> reader) {
    this.topic = topic;
    this.serde = cluster.serde(topic);
    this.reader = reader;
    this.consumers = () -> cluster.consumer(clientId + "-" + topic.name(), Map.of());
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .name(clientId + "-follows-" + topic.name())
            .start(this::follow);
  }

  /** Done once everything that was on the topic at the start has been read. */
  public CompletableFuture<Void> caughtUp() {
    return caughtUp;
  }

  @Override
  public void close() {
    closing = true;
    var consumer = reading;
    if (consumer != null) {
      consumer.wakeup();
    }
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Starts again from the beginning where something went wrong: readers take records twice. */
  private void follow() {
    while (!closing) {
      try (var consumer = consumers.get()) {
        reading = consumer;
        readAll(consumer);
      } catch (WakeupException e) {
        // Closing: the loop ends.
      } catch (RuntimeException e) {
        LOG.atError()
            .addKeyValue("topic", topic.name())
            .setCause(e)
            .log("reads from the start again");
        pause();
      }
    }
  }

  private void readAll(KafkaConsumer<String, byte[]> consumer) {
    var partitions = partitions(consumer);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    var ends = consumer.endOffsets(partitions);
    while (!closing) {
      if (!caughtUp.isDone()
          && ends.entrySet().stream()
              .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
        caughtUp.complete(null);
      }
      for (var received : consumer.poll(Duration.ofMillis(500))) {
        read(received);
      }
    }
  }

  /** A topic that isn't there yet is waited for: whoever provisions it may come later. */
  private List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer) {
    var infos = consumer.partitionsFor(topic.name());
    while (!closing && (infos == null || infos.isEmpty())) {
      pause();
      infos = consumer.partitionsFor(topic.name());
    }
    return infos == null
        ? List.of()
        : infos.stream().map(info -> new TopicPartition(info.topic(), info.partition())).toList();
  }

  private void read(ConsumerRecord<String, byte[]> received) {
    while (!closing) {
      try {
        reader.accept(received.key(), serde.deserialize(topic.name(), received.value()));
        return;
      } catch (RegistryException e) {
        if (!e.retriable()) {
          skip(received, e);
          return;
        }
        pause();
      } catch (SerializationException e) {
        skip(received, e);
        return;
      }
    }
  }

  private void skip(ConsumerRecord<String, byte[]> received, SerializationException e) {
    LOG.atError()
        .addKeyValue("topic", received.topic())
        .addKeyValue("partition", received.partition())
        .addKeyValue("offset", received.offset())
        .setCause(e)
        .log("unreadable record skipped; its predecessor stays in force");
  }

  private static void pause() {
    try {
      Thread.sleep(Duration.ofMillis(200));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
