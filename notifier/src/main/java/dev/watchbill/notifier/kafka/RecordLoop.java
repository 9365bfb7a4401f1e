package dev.watchbill.notifier.kafka;

import dev.watchbill.schemas.Topic;
import dev.watchbill.schemas.serde.RegistryException;
import dev.watchbill.schemas.trace.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a topic in a group, hands each record on without waiting for it, and commits what is
 * finished. A consumer that fails is replaced.
 */
final class RecordLoop<V extends SpecificRecord> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RecordLoop.class);

  /** Pages that wait for a slot are among them: one person's crowd must not hold up the rest. */
  private static final int MOST_UNFINISHED = 20_000;

  private static final Duration POLL = Duration.ofMillis(100);

  /** A commit costs the broker as much as a page; what it repeats after a crash has its receipt. */
  private static final Duration COMMITS_APART = Duration.ofMillis(250);

  private final Topic<V> topic;
  private final Deserializer<V> deserializer;
  private final Supplier<? extends Consumer<String, byte[]>> consumers;
  private final RecordReader<V> reader;
  private final Unreadable unreadable;
  private final OffsetLedger ledger = new OffsetLedger();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final TopicPartition first;
  private final Thread thread;
  private volatile @Nullable Consumer<String, byte[]> current;
  private volatile boolean ready;
  private volatile boolean leads;
  private volatile long polledNanos = System.nanoTime();
  private long committedNanos = System.nanoTime();

  private record Read<V>(TopicPartition partition, long offset, V value, Trace trace) {}

  /**
   * @param name of the thread
   * @param consumers makes a consumer of the group
   */
  RecordLoop(
      String name,
      Topic<V> topic,
      Deserializer<V> deserializer,
      Supplier<? extends Consumer<String, byte[]>> consumers,
      RecordReader<V> reader,
      Unreadable unreadable) {
    this.topic = topic;
    this.deserializer = deserializer;
    this.consumers = consumers;
    this.reader = reader;
    this.unreadable = unreadable;
    first = new TopicPartition(topic.name(), 0);
    thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Whether it has its partitions and reads them. */
  boolean ready() {
    return ready && thread.isAlive();
  }

  /** Whether it holds the first partition, which at most one member of its group does. */
  boolean leads() {
    return leads
        && thread.isAlive()
        && System.nanoTime() - polledNanos < Heartbeats.LONGEST_AGO.toNanos();
  }

  /** Stops reading; what is under way is left to its desk. */
  void stop() {
    closing.countDown();
    var consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
  }

  /** Stops, and commits what has been finished until now. */
  @Override
  public void close() {
    stop();
    if (thread.getState() == Thread.State.NEW) {
      return;
    }
    try {
      thread.join(Duration.ofSeconds(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!isClosing()) {
      try (var consumer = new Closing(consumers.get())) {
        current = consumer.consumer();
        follow(consumer.consumer());
      } catch (WakeupException e) {
        LOG.atDebug().addKeyValue("topic", topic.name()).log("woken up to stop");
      } catch (RuntimeException e) {
        LOG.atError().addKeyValue("topic", topic.name()).setCause(e).log("reading starts again");
        pause(Duration.ofSeconds(1));
      } finally {
        ready = false;
        leads = false;
        current = null;
        ledger.dropAll();
      }
    }
  }

  private void follow(Consumer<String, byte[]> consumer) {
    consumer.subscribe(List.of(topic.name()), new Handover());
    while (!isClosing()) {
      var records = consumer.poll(POLL);
      var held = consumer.assignment();
      ready = ready || !held.isEmpty();
      leads = held.contains(first) && Heartbeats.goOn(consumer);
      polledNanos = System.nanoTime();
      take(records);
      commit(consumer);
      hold(consumer);
    }
  }

  private void lose(Collection<TopicPartition> partitions) {
    if (partitions.contains(first)) {
      leads = false;
    }
    partitions.forEach(ledger::drop);
  }

  private void take(ConsumerRecords<String, byte[]> records) {
    resume(records);
    var batch = new ArrayList<Read<V>>();
    for (var record : records) {
      var partition = new TopicPartition(record.topic(), record.partition());
      ledger.begin(partition, record.offset());
      read(record)
          .ifPresentOrElse(
              value ->
                  batch.add(
                      new Read<>(partition, record.offset(), value, Trace.of(record.headers()))),
              () -> ledger.finish(partition, record.offset()));
    }
    reader.ahead(batch.stream().map(Read::value).toList());
    for (var next : batch) {
      Runnable done = () -> ledger.finish(next.partition(), next.offset());
      var taken = next.trace().call(() -> reader.take(next.value(), done));
      ledger.taken(next.partition(), next.offset(), taken);
    }
  }

  private void resume(ConsumerRecords<String, byte[]> records) {
    records.partitions().stream()
        .filter(partition -> !ledger.knows(partition))
        .mapToLong(partition -> records.records(partition).getFirst().timestamp())
        .min()
        .ifPresent(since -> reader.resume(Instant.ofEpochMilli(since)));
  }

  private Optional<V> read(ConsumerRecord<String, byte[]> record) {
    while (true) {
      try {
        return Optional.ofNullable(deserializer.deserialize(topic.name(), record.value()));
      } catch (RegistryException e) {
        if (!e.retriable()) {
          unreadable.keep(record, e);
          return Optional.empty();
        }
        if (pause(Duration.ofMillis(200))) {
          throw new WakeupException();
        }
        staysInTouch();
      } catch (SerializationException e) {
        unreadable.keep(record, e);
        return Optional.empty();
      }
    }
  }

  /** Whoever waits for the registry keeps its partitions, and what it does besides. */
  private void staysInTouch() {
    var consumer = current;
    if (consumer != null) {
      leads = leads && Heartbeats.goOn(consumer);
      polledNanos = System.nanoTime();
    }
  }

  private void commit(Consumer<String, byte[]> consumer) {
    var now = System.nanoTime();
    if (now - committedNanos < COMMITS_APART.toNanos()) {
      return;
    }
    committedNanos = now;
    var offsets = ledger.committable();
    if (!offsets.isEmpty()) {
      consumer.commitAsync(
          offsets,
          (done, problem) -> {
            if (problem == null) {
              ledger.committed(done);
            }
          });
    }
  }

  /** Reads no further while too much is unfinished. */
  private void hold(Consumer<String, byte[]> consumer) {
    if (ledger.unfinished() > MOST_UNFINISHED) {
      consumer.pause(consumer.assignment());
    } else if (!consumer.paused().isEmpty()) {
      consumer.resume(consumer.paused());
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  /** Waits; true: it is time to stop. */
  private boolean pause(Duration wait) {
    try {
      return closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Partitions come and go: their unfinished records go with them. */
  private final class Handover implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      var consumer = current;
      if (consumer != null && !partitions.isEmpty()) {
        commitNow(consumer);
      }
      lose(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      lose(partitions);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      LOG.atInfo()
          .addKeyValue("topic", topic.name())
          .addKeyValue("partitions", partitions.size())
          .log("partitions assigned");
    }
  }

  private void commitNow(Consumer<String, byte[]> consumer) {
    var offsets = ledger.committable();
    if (offsets.isEmpty()) {
      return;
    }
    try {
      consumer.commitSync(offsets, Duration.ofMillis(500));
      ledger.committed(offsets);
    } catch (WakeupException e) {
      // Meant for the poll that ended before; it wakes only once.
      commitNow(consumer);
    } catch (RuntimeException e) {
      // They will be read again; the receipts tell which of them are finished.
      LOG.atWarn().addKeyValue("topic", topic.name()).setCause(e).log("offsets not committed");
    }
  }

  /** A consumer that commits what is finished before it goes. */
  private final class Closing implements AutoCloseable {
    private final Consumer<String, byte[]> consumer;

    Closing(Consumer<String, byte[]> consumer) {
      this.consumer = consumer;
    }

    Consumer<String, byte[]> consumer() {
      return consumer;
    }

    @Override
    public void close() {
      commitNow(consumer);
      consumer.close(CloseOptions.timeout(Duration.ofMillis(800)));
    }
  }
}
