package dev.watchbill.ingest.kafka;

import dev.watchbill.ingest.Normaliser;
import dev.watchbill.ingest.heartbeat.Expectation;
import dev.watchbill.ingest.heartbeat.Watch;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one watch of an installation: whichever process has the only partition of {@code heartbeats}
 * reads all of it, looks once a second, and writes alerts and what became of them in one
 * transaction. Who had the partition before is fenced, so that a miss is told exactly once.
 */
public final class HeartbeatWatching implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HeartbeatWatching.class);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  /** How much of having listened a crash may forget. */
  private static final Duration BETWEEN_NOTES = Duration.ofSeconds(5);

  /** What is safe by an instant has been read that much later. */
  private static final Duration SETTLING = Duration.ofSeconds(1);

  private final Cluster cluster;
  private final Supplier<RosterSnapshot> roster;
  private final LongConsumer onMissing;
  private final InstantSource clock;
  private final WatchLog log;
  private final Thread thread;

  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile @Nullable KafkaConsumer<String, byte[]> reading;
  private @Nullable Turn turn;

  /** What one has as long as the partition is its own. */
  private static final class Turn {
    private final Watch watch = new Watch();
    private final Producer<String, byte[]> producer;
    private Instant lookedAt = Instant.EPOCH;
    private Instant notedAt = Instant.EPOCH;

    private Turn(Producer<String, byte[]> producer) {
      this.producer = producer;
    }
  }

  /**
   * @param roster {@link RosterSnapshot#NONE}: nothing is looked at yet
   * @param onMissing is told how many are missing, after each look
   */
  public HeartbeatWatching(
      Cluster cluster,
      Supplier<RosterSnapshot> roster,
      Supplier<String> ids,
      LongConsumer onMissing,
      InstantSource clock) {
    this.cluster = cluster;
    this.roster = roster;
    this.onMissing = onMissing;
    this.clock = clock;
    this.log = new WatchLog(cluster, new Normaliser(ids));
    this.thread =
        Thread.ofPlatform().daemon().name("ingest-watches-heartbeats").unstarted(this::run);
  }

  /** Starts to watch; returns at once. */
  public void start() {
    thread.start();
  }

  @Override
  public void close() {
    closing.countDown();
    var consumer = reading;
    if (consumer != null) {
      consumer.wakeup();
    }
    try {
      thread.join(Duration.ofSeconds(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (closing.getCount() > 0) {
      try (var consumer = consumer()) {
        reading = consumer;
        watch(consumer);
      } catch (WakeupException e) {
        // Closing: the loop ends.
      } catch (KafkaException e) {
        LOG.atWarn().setCause(e).log("heartbeats can't be watched now; begins again");
      } catch (RuntimeException e) {
        LOG.atError().setCause(e).log("the watch of heartbeats failed; begins again");
      } finally {
        endTurn();
      }
      pause();
    }
  }

  private void watch(KafkaConsumer<String, byte[]> consumer) {
    consumer.subscribe(List.of(cluster.topics().heartbeats.name()), new Turns(consumer));
    while (closing.getCount() > 0) {
      consumer.poll(POLL).forEach(this::take);
      var ours = turn;
      if (ours != null && isThrough(consumer) && isDue(ours)) {
        look(ours, roster.get());
      }
    }
  }

  private boolean isDue(Turn ours) {
    return roster.get().isThere() && !clock.instant().isBefore(ours.lookedAt.plus(BETWEEN_LOOKS));
  }

  /** What isn't read yet may be a sign of life. */
  private static boolean isThrough(KafkaConsumer<String, byte[]> consumer) {
    return consumer.assignment().stream()
        .allMatch(partition -> consumer.currentLag(partition).orElse(1) == 0);
  }

  private void take(ConsumerRecord<String, byte[]> received) {
    var ours = turn;
    if (ours != null) {
      log.read(received, ours.watch);
    }
  }

  private void look(Turn ours, RosterSnapshot current) {
    var now = clock.instant().minus(SETTLING);
    var findings = ours.watch.look(Expectation.of(current.integrations().values().stream()), now);
    ours.lookedAt = clock.instant();
    var records = new ArrayList<ProducerRecord<String, byte[]>>();
    findings.forEach(finding -> records.addAll(log.records(finding, now)));
    if (!records.isEmpty() || !now.isBefore(ours.notedAt.plus(BETWEEN_NOTES))) {
      ours.notedAt = now;
      records.add(log.note(ours.watch));
      write(ours.producer, records);
    }
    onMissing.accept(ours.watch.missing());
  }

  private static void write(
      Producer<String, byte[]> producer, List<ProducerRecord<String, byte[]>> records) {
    producer.beginTransaction();
    for (var record : records) {
      // Committing fails where one of them does.
      var _ = producer.send(record);
    }
    producer.commitTransaction();
  }

  /** Begins with nothing whenever the partition becomes ours: all that counts is on the topic. */
  private final class Turns implements ConsumerRebalanceListener {
    private final KafkaConsumer<String, byte[]> consumer;

    private Turns(KafkaConsumer<String, byte[]> consumer) {
      this.consumer = consumer;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      if (!partitions.isEmpty()) {
        var producer = producer();
        turn = new Turn(producer);
        producer.initTransactions();
        consumer.seekToBeginning(partitions);
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      endTurn();
    }
  }

  private void endTurn() {
    var ours = turn;
    turn = null;
    if (ours != null) {
      ours.producer.close(Duration.ZERO);
    }
  }

  private KafkaConsumer<String, byte[]> consumer() {
    return cluster.member(
        "watchbill-heartbeats-" + cluster.instance(),
        cluster.topics().prefix() + "ingest-heartbeats",
        Map.of());
  }

  private Producer<String, byte[]> producer() {
    return cluster.producer(
        "watchbill-heartbeats-" + cluster.instance(),
        Map.of(
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            cluster.topics().prefix() + "heartbeats",
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
            5_000,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            5_000L,
            ProducerConfig.LINGER_MS_CONFIG,
            0));
  }

  private void pause() {
    try {
      var _ = closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
