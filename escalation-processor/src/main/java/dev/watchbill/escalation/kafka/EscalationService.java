package dev.watchbill.escalation.kafka;

import dev.watchbill.schemas.kafka.Cluster;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the escalation topology in this process, and beside it the one that sums up. */
public final class EscalationService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EscalationService.class);
  private static final Duration CLOSE_WITHIN = Duration.ofMillis(2_500);

  private final KafkaStreams streams;
  private final KafkaStreams stats;
  private final Boards boards = new Boards();
  private final RegistryWait registryWait = new RegistryWait();

  /**
   * Prepares it, without anybody who stands by; nothing runs before {@link #start}.
   *
   * @param stateDir where the stores are; kept between starts
   */
  public EscalationService(
      Cluster cluster, Path stateDir, MeterRegistry metrics, InstantSource clock) {
    this(cluster, stateDir, metrics, clock, 0);
  }

  /**
   * Prepares it; nothing runs before {@link #start}.
   *
   * @param stateDir where the stores are; kept between starts
   * @param standbys how many other processes keep a copy of each state (ADR 0013)
   */
  public EscalationService(
      Cluster cluster, Path stateDir, MeterRegistry metrics, InstantSource clock, int standbys) {
    this(cluster, stateDir, metrics, clock, standbys, Footing.DURABLE);
  }

  EscalationService(
      Cluster cluster,
      Path stateDir,
      MeterRegistry metrics,
      InstantSource clock,
      int standbys,
      Footing footing) {
    var serialization = new Serialization(cluster.topics(), cluster.registry());
    var meters = new EscalationMetrics(metrics);
    var letters = new DeadLetters(cluster.topics(), cluster.registry(), clock, meters);
    var topology =
        new EscalationTopology(serialization, boards, letters, meters, footing, registryWait).get();
    streams =
        new KafkaStreams(
            topology, EscalationSettings.of(cluster, serialization, stateDir, letters, standbys));
    streams.setStateListener(EscalationService::stateChanged);
    streams.setUncaughtExceptionHandler(EscalationService::uncaught);
    var settings = EscalationSettings.ofStats(cluster, serialization, stateDir, letters, standbys);
    stats =
        new KafkaStreams(
            new StatsTopology(cluster.topics(), cluster.registry(), settings).get(), settings);
    stats.setUncaughtExceptionHandler(EscalationService::uncaught);
  }

  /**
   * Returns once roster, shifts and what else is read as a whole were read; work goes on in threads
   * of its own. A registry that is away is waited for.
   */
  public void start() {
    streams.start();
    registryWait.started();
    stats.start();
  }

  /** Whether it works on alerts, or would if any came; whatever the sums do. */
  public boolean ready() {
    return streams.state() == KafkaStreams.State.RUNNING;
  }

  /** Whether it has a roster; until then alerts wait. */
  public boolean hasRoster() {
    return boards.hasRoster();
  }

  /** Stops within three seconds, and stays a member of its group, to be back soon. */
  @Override
  public void close() {
    registryWait.close();
    CompletableFuture.allOf(
            CompletableFuture.runAsync(() -> close(streams)),
            CompletableFuture.runAsync(() -> close(stats)))
        .join();
  }

  private static void close(KafkaStreams running) {
    running.close(
        CloseOptions.timeout(CLOSE_WITHIN)
            .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP));
  }

  private static void stateChanged(KafkaStreams.State now, KafkaStreams.State before) {
    var log = now == KafkaStreams.State.ERROR ? LOG.atError() : LOG.atInfo();
    log.addKeyValue("from", before).addKeyValue("to", now).log("escalation changed its state");
  }

  /** What the next attempt can't mend stops the process's part; anything else is tried afresh. */
  static StreamThreadExceptionResponse uncaught(Throwable problem) {
    LOG.atError().setCause(problem).log("escalation thread failed");
    for (var cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof AuthenticationException
          || cause instanceof AuthorizationException
          || cause instanceof InvalidTopicException
          || cause instanceof MissingSourceTopicException
          || cause instanceof Error) {
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
      }
    }
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }
}
