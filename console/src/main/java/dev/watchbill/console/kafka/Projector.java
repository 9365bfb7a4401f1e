package dev.watchbill.console.kafka;

import dev.watchbill.console.readmodel.Place;
import dev.watchbill.console.readmodel.ReadModel;
import dev.watchbill.console.readmodel.Received;
import dev.watchbill.schemas.Topic;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.serde.AvroSerde;
import dev.watchbill.schemas.serde.RegistryException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a read model up to date: its own consumer, without a group, goes on where the read model's
 * rows end. One poll is one transaction.
 */
public final class Projector implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Projector.class);
  private static final Duration POLL = Duration.ofMillis(500);

  private final ReadModel model;
  private final Consumer<String, byte[]> consumer;
  private final Map<String, AvroSerde<?>> serdes;
  private final MeterRegistry metrics;
  private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
  private volatile @Nullable Thread thread;
  private volatile boolean closing;

  public Projector(Cluster cluster, ReadModel model, MeterRegistry metrics) {
    this(
        model,
        cluster.consumer(
            "console-projector",
            Map.of(
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                2000,
                ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                1)),
        model.topics().stream()
            .collect(Collectors.toUnmodifiableMap(Topic::name, topic -> cluster.serde(topic))),
        metrics);
  }

  Projector(
      ReadModel model,
      Consumer<String, byte[]> consumer,
      Map<String, AvroSerde<?>> serdes,
      MeterRegistry metrics) {
    this.model = model;
    this.consumer = consumer;
    this.serdes = serdes;
    this.metrics = metrics;
  }

  /** Starts to project, in a thread of its own. */
  public void start() {
    thread = Thread.ofPlatform().daemon().name("console-projector").start(this::run);
  }

  /** Done once everything that was on the topics at the start can be asked for. */
  public CompletableFuture<Void> caughtUp() {
    return caughtUp;
  }

  @Override
  public void close() {
    closing = true;
    consumer.wakeup();
    var running = thread;
    if (running != null) {
      try {
        running.join(Duration.ofSeconds(2));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void run() {
    try (consumer) {
      while (!closing) {
        try {
          follow(begin());
        } catch (WakeupException e) {
          // Closing; the loop sees it.
        } catch (RuntimeException e) {
          LOG.atError().setCause(e).log("the read model stands still; trying again");
          metrics.counter("watchbill_console_projector_failures_total").increment();
          pause();
        }
      }
    }
  }

  private void follow(Map<TopicPartition, Long> ends) {
    while (!closing) {
      if (!caughtUp.isDone() && hasReached(ends)) {
        caughtUp.complete(null);
      }
      project(consumer.poll(POLL));
    }
  }

  /** Goes to where the rows end; after a failure, too. */
  private Map<TopicPartition, Long> begin() {
    var partitions =
        model.topics().stream()
            .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    var known = model.offsets();
    var starts = consumer.beginningOffsets(partitions);
    for (var partition : partitions) {
      var start = Objects.requireNonNull(starts.get(partition));
      var next = known.getOrDefault(new Place(partition.topic(), partition.partition()), start);
      consumer.seek(partition, Math.max(next, start));
    }
    return consumer.endOffsets(partitions);
  }

  private boolean hasReached(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private void project(Iterable<ConsumerRecord<String, byte[]>> polled) {
    List<Received> batch = new ArrayList<>();
    for (var received : polled) {
      batch.add(read(received));
    }
    if (closing || batch.isEmpty()) {
      return;
    }
    var leftOut = model.apply(batch);
    metrics.counter("watchbill_console_projected_records_total").increment(batch.size());
    metrics.counter("watchbill_console_left_out_records_total").increment(leftOut);
  }

  private Received read(ConsumerRecord<String, byte[]> received) {
    while (!closing) {
      try {
        var serde = Objects.requireNonNull(serdes.get(received.topic()));
        return received(received, serde.deserialize(received.topic(), received.value()), true);
      } catch (RegistryException e) {
        if (!e.retriable()) {
          return unreadable(received, e);
        }
        pause();
      } catch (SerializationException e) {
        return unreadable(received, e);
      }
    }
    return received(received, null, false);
  }

  private Received unreadable(ConsumerRecord<String, byte[]> received, SerializationException e) {
    LOG.atError()
        .addKeyValue("topic", received.topic())
        .addKeyValue("partition", received.partition())
        .addKeyValue("offset", received.offset())
        .setCause(e)
        .log("unreadable record left out of the read model");
    metrics.counter("watchbill_console_left_out_records_total").increment();
    return received(received, null, false);
  }

  private static Received received(
      ConsumerRecord<String, byte[]> from, @Nullable SpecificRecord value, boolean readable) {
    return new Received(from.topic(), from.partition(), from.offset(), from.key(), value, readable);
  }

  private static void pause() {
    try {
      Thread.sleep(Duration.ofMillis(200));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
