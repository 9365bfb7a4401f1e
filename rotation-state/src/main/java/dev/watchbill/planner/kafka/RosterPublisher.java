package dev.watchbill.planner.kafka;

import dev.watchbill.planner.RosterPublication;
import dev.watchbill.planner.RosterPublication.Step;
import dev.watchbill.planner.RosterSource;
import dev.watchbill.planner.files.RosterWatch;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.kafka.TopicFollower;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the roster's topic as the roster's files are. Each version is applied whole or not at all,
 * and only after the planner made the one before it current. A second publisher of the same
 * installation takes over, and the first stops.
 */
final class RosterPublisher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RosterPublisher.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** A proposal nobody answered in this time is made again. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A commit renames a version without a change to its files; git is asked so often. */
  private static final Duration ASK_AGAIN = Duration.ofSeconds(60);

  /** What a roster promises depends on the time it is read at, though not on the minute. */
  private static final Duration READ_AGAIN = Duration.ofMinutes(10);

  private final Cluster cluster;
  private final RosterSource source;
  private final RosterWatch watch;
  private final PlannerMetrics metrics;
  private final InstantSource clock;
  private final Thread thread;
  private volatile boolean closing;
  private volatile boolean decided;
  private volatile boolean replaced;
  private volatile List<String> obstacles = List.of();
  private List<String> warned = List.of();

  RosterPublisher(
      Cluster cluster,
      RosterSource source,
      Path folder,
      PlannerMetrics metrics,
      InstantSource clock) {
    this.cluster = cluster;
    this.source = source;
    this.watch = new RosterWatch(folder);
    this.metrics = metrics;
    this.clock = clock;
    this.thread = Thread.ofPlatform().daemon().name("roster-publisher").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /**
   * Whether the roster was read, and applied or refused, since the start; never again once another
   * process has taken over.
   */
  boolean decided() {
    return decided && !replaced;
  }

  /** Why no roster at all is in force; empty: one is, or will be in a moment. */
  List<String> obstacles() {
    return obstacles;
  }

  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!closing) {
      try {
        publish();
      } catch (ProducerFencedException | InvalidProducerEpochException e) {
        replaced = true;
        LOG.atError()
            .addKeyValue("roster", source.name())
            .log("another process publishes this roster now; this one stops doing so");
        return;
      } catch (InterruptedException e) {
        return;
      } catch (KafkaException | ExecutionException | TimeoutException e) {
        // Nothing was written; all is read and compared again.
        LOG.atWarn()
            .addKeyValue("roster", source.name())
            .setCause(e)
            .log("roster can't be published now; tried again");
        pause();
      } catch (RuntimeException e) {
        metrics.roster("failed");
        LOG.atError()
            .addKeyValue("roster", source.name())
            .setCause(e)
            .log("roster can't be published; tried again");
        pause();
      }
    }
  }

  private void publish() throws InterruptedException, ExecutionException, TimeoutException {
    var known = new RosterPublication();
    // The producer first: whoever wrote before is fenced when we begin to read.
    try (var producer = producer()) {
      producer.initTransactions();
      try (var roster =
              new TopicFollower<>(
                  cluster,
                  cluster.topics().roster,
                  "roster-publisher",
                  (key, value) -> {
                    synchronized (known) {
                      known.accept(key, value);
                    }
                  });
          var credentials =
              new TopicFollower<>(
                  cluster,
                  cluster.topics().credentials,
                  "roster-publisher",
                  (key, value) -> {
                    synchronized (known) {
                      known.acceptCredential(key, value);
                    }
                  })) {
        roster.caughtUp().get(30, TimeUnit.SECONDS);
        credentials.caughtUp().get(30, TimeUnit.SECONDS);
        keep(known, new RosterWriter(cluster, producer));
      }
    } finally {
      watch.close();
    }
  }

  /** Goes on until this publisher is closed. */
  private void keep(RosterPublication known, RosterWriter writer) throws InterruptedException {
    RosterSource.@Nullable Draft draft = null;
    var fingerprint = "";
    var readAt = Instant.EPOCH;
    var askedAt = Instant.EPOCH;
    // What was known when the draft was found to be in force.
    var settledAt = -1L;
    var waitingSince = clock.instant();
    while (!closing) {
      var now = clock.instant();
      var seen = source.fingerprint();
      var renamed = false;
      if (draft != null && !askedAt.plus(ASK_AGAIN).isAfter(now)) {
        askedAt = now;
        renamed = !source.version().equals(draft.version());
      }
      if (draft == null
          || renamed
          || !seen.equals(fingerprint)
          || !readAt.plus(READ_AGAIN).isAfter(now)) {
        fingerprint = seen;
        readAt = now;
        askedAt = now;
        draft = source.read();
        warn(draft);
        settledAt = -1;
      }
      var changes = changes(known);
      if (changes == settledAt) {
        watch.await();
        continue;
      }
      var patient = waitingSince.plus(PATIENCE).isAfter(now);
      switch (next(known, draft, patient, now)) {
        case Step.Wait wait -> {
          TimeUnit.MILLISECONDS.sleep(50);
          continue;
        }
        case Step.Write write -> {
          writer.write(write);
          remember(known, write);
          report(draft);
        }
        case Step.Nothing nothing -> settledAt = changes;
      }
      obstacles = obstacles(known, draft);
      decided = true;
      waitingSince = clock.instant();
      watch.await();
    }
  }

  private static long changes(RosterPublication known) {
    synchronized (known) {
      return known.changes();
    }
  }

  private static List<String> obstacles(RosterPublication known, RosterSource.Draft draft) {
    synchronized (known) {
      return draft instanceof RosterSource.Draft.Refused refused && known.current().isEmpty()
          ? refused.messages()
          : List.of();
    }
  }

  private Step next(
      RosterPublication known, RosterSource.Draft draft, boolean patient, Instant now) {
    synchronized (known) {
      return known.next(draft, source.name(), patient, now);
    }
  }

  /** What was just written will be read back too, but only later. */
  private static void remember(RosterPublication known, Step.Write write) {
    synchronized (known) {
      write.roster().forEach(known::accept);
      write.credentials().forEach(known::acceptCredential);
    }
  }

  private void report(RosterSource.Draft draft) {
    switch (draft) {
      case RosterSource.Draft.Accepted accepted -> {
        metrics.roster("proposed");
        LOG.atInfo()
            .addKeyValue("roster", source.name())
            .addKeyValue("version", accepted.version())
            .log("roster proposed");
      }
      case RosterSource.Draft.Refused refused -> {
        metrics.roster("refused");
        List<String> messages = refused.messages();
        LOG.atError()
            .addKeyValue("roster", source.name())
            .addKeyValue("version", refused.version())
            .addKeyValue("problems", messages)
            .log("roster refused; the one before it stays in force");
      }
    }
  }

  /** Says each warning when it is new. */
  private void warn(RosterSource.Draft draft) {
    if (draft instanceof RosterSource.Draft.Accepted accepted
        && !accepted.warnings().equals(warned)) {
      warned = accepted.warnings();
      warned.forEach(warning ->
          LOG.atWarn()
              .addKeyValue("version", accepted.version())
              .log("roster warning: {}", warning));
    }
  }

  private KafkaProducer<String, byte[]> producer() {
    return cluster.producer(
        "roster-publisher",
        Map.of(
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            cluster.topics().prefix() + "roster-publisher",
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
            15_000,
            // Closing must not wait longer for a cluster that is away.
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            10_000L));
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      closing = true;
    }
  }
}
