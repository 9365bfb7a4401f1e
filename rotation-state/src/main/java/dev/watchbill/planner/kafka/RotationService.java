package dev.watchbill.planner.kafka;

import dev.watchbill.planner.files.CalendarFeeds;
import dev.watchbill.planner.files.GitRoster;
import dev.watchbill.planner.files.RosterFolder;
import dev.watchbill.planner.files.RosterPlace;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.schemas.kafka.Cluster;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the roster of a folder in force, plans and publishes its schedules, announces handoffs and
 * tells who is busy. The cluster's topics must be there.
 */
public final class RotationService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RotationService.class);

  private final CalendarFeeds feeds;
  private final Optional<GitRoster> repository;
  private final RosterPublisher publisher;
  private final KafkaStreams streams;

  /**
   * @param roster folder of the roster's files, or the repository that is followed
   * @param environment where the secrets are that the roster refers to
   * @param stateDir this service's own folder for state that can be made again from topics
   */
  public RotationService(
      Cluster cluster,
      RosterPlace roster,
      Environment environment,
      Path stateDir,
      MeterRegistry metrics,
      InstantSource clock) {
    var letters = new DeadLetters(cluster, metrics, clock);
    var settings = RotationSettings.of(cluster, stateDir, letters);
    var planner = new PlannerMetrics(metrics);
    feeds = new CalendarFeeds(stateDir.resolve("calendars"), environment, clock, planner::roster);
    repository =
        roster instanceof RosterPlace.Repository place
            ? Optional.of(
                new GitRoster(
                    place,
                    stateDir.resolve("roster.git"),
                    environment,
                    clock,
                    planner::roster,
                    feeds))
            : Optional.empty();
    var source =
        roster instanceof RosterPlace.Folder(var folder)
            ? new RosterFolder(folder, environment, clock, feeds)
            : repository.orElseThrow();
    var watched =
        roster instanceof RosterPlace.Folder(var folder)
            ? folder
            : repository.orElseThrow().folder();
    publisher = new RosterPublisher(cluster, source, watched, planner, clock);
    streams =
        new KafkaStreams(new RotationTopology(cluster, settings, metrics, clock).get(), settings);
    streams.setUncaughtExceptionHandler(RotationService::replace);
  }

  /** Returns at once; planning goes on in threads of its own. */
  public void start() {
    streams.start();
    repository.ifPresent(GitRoster::start);
    feeds.start();
    publisher.start();
  }

  /** Whether it plans, and the roster was read and applied or refused. */
  public boolean ready() {
    return streams.state() == KafkaStreams.State.RUNNING && publisher.decided();
  }

  /** Why no roster at all is in force, a sentence each; empty: one is, or will be in a moment. */
  public List<String> obstacles() {
    return publisher.obstacles();
  }

  @Override
  public void close() {
    publisher.close();
    repository.ifPresent(GitRoster::close);
    feeds.close();
    // Leaves nothing undone: what wasn't committed is done again after the next start.
    if (!streams.close(Duration.ofSeconds(2))) {
      LOG.atWarn().log("planner didn't stop in time");
    }
  }

  /** What failed is rolled back, and tried again from the last commit. */
  private static StreamThreadExceptionResponse replace(Throwable error) {
    LOG.atError().setCause(error).log("planner's thread failed; it is started again");
    try {
      // So that a cluster or registry that is away isn't asked a thousand times a second.
      TimeUnit.MILLISECONDS.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }
}
