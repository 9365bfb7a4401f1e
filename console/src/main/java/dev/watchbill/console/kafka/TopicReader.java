package dev.watchbill.console.kafka;

import dev.watchbill.console.readmodel.projection.Received;
import dev.watchbill.console.readmodel.store.Place;
import dev.watchbill.schemas.Topic;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.serde.AvroSerde;
import dev.watchbill.schemas.serde.RegistryException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads topics whole, without a group; for one thread. */
final class TopicReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Consumer<String, byte[]> consumer;
  private final Map<String, AvroSerde<?>> serdes;
  private final MeterRegistry metrics;

  /**
   * Where reading begins and what was there then.
   *
   * @param starts first offset to read, by partition
   * @param ends offset after the last record
   */
  record Span(Map<TopicPartition, Long> starts, Map<TopicPartition, Long> ends) {
    /** How many offsets lie in it; a few more than there are records. */
    long length() {
      return ends.entrySet().stream()
          .mapToLong(end -> Math.max(0, end.getValue() - start(end.getKey())))
          .sum();
    }

    private long start(TopicPartition partition) {
      return Objects.requireNonNull(starts.get(partition));
    }
  }

  TopicReader(
      Consumer<String, byte[]> consumer, Map<String, AvroSerde<?>> serdes, MeterRegistry metrics) {
    this.consumer = consumer;
    this.serdes = serdes;
    this.metrics = metrics;
  }

  static TopicReader of(
      Cluster cluster, Collection<Topic<?>> topics, String client, MeterRegistry metrics) {
    return new TopicReader(
        cluster.consumer(
            client,
            Map.of(
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                2000,
                // A row costs less the more come at once, and nobody sees these milliseconds.
                ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                128 * 1024,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                50)),
        topics.stream().collect(Collectors.toUnmodifiableMap(Topic::name, cluster::serde)),
        metrics);
  }

  /**
   * Goes to where somebody's knowledge ends.
   *
   * @param known the next offset of partitions that were read before; of others the first is next
   */
  Span begin(Map<Place, Long> known) {
    var partitions =
        serdes.keySet().stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    var firsts = consumer.beginningOffsets(partitions);
    var starts =
        partitions.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    partition -> partition,
                    partition -> {
                      var first = Objects.requireNonNull(firsts.get(partition));
                      return Math.max(first, known.getOrDefault(place(partition), first));
                    }));
    starts.forEach(consumer::seek);
    return new Span(starts, Map.copyOf(consumer.endOffsets(partitions)));
  }

  boolean hasReachedEndOf(Span span) {
    return span.ends().entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  /** How much of a span is behind. */
  long doneOf(Span span) {
    return span.starts().entrySet().stream()
        .mapToLong(start -> {
          var end = Objects.requireNonNull(span.ends().get(start.getKey()));
          return Math.max(0, Math.min(end, consumer.position(start.getKey())) - start.getValue());
        })
        .sum();
  }

  /**
   * Up to where it has read; of what is read to its end now, further than anybody can be.
   *
   * <p>A topic that was emptied ends before what others remember of it.
   */
  Map<Place, Long> reached() {
    var ends = consumer.endOffsets(consumer.assignment());
    return ends.entrySet().stream()
        .collect(
            Collectors.toMap(
                end -> place(end.getKey()),
                end -> {
                  var position = consumer.position(end.getKey());
                  return position >= end.getValue() ? Long.MAX_VALUE : position;
                }));
  }

  private static Place place(TopicPartition partition) {
    return new Place(partition.topic(), partition.partition());
  }

  /**
   * The next records; what nobody can read is among them, and marked so.
   *
   * @param closing whether to give up waiting for a registry that is away
   */
  List<Received> poll(Duration patience, BooleanSupplier closing) {
    var batch = new ArrayList<Received>();
    for (var received : consumer.poll(patience)) {
      batch.add(read(received, closing));
    }
    return batch;
  }

  private Received read(ConsumerRecord<String, byte[]> received, BooleanSupplier closing) {
    while (!closing.getAsBoolean()) {
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

  static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends a poll that another thread waits in. */
  void wakeUp() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
