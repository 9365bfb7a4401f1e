package dev.watchbill.console;

import dev.watchbill.console.api.Foresight;
import dev.watchbill.console.api.Rebuilding;
import dev.watchbill.console.auth.oidc.OidcSettings;
import dev.watchbill.console.http.Proxies;
import dev.watchbill.console.kafka.ClusterIdentity;
import dev.watchbill.console.kafka.KafkaLog;
import dev.watchbill.console.kafka.Projector;
import dev.watchbill.console.kafka.Rebuilder;
import dev.watchbill.console.readiness.Channels;
import dev.watchbill.console.readmodel.ReadModel;
import dev.watchbill.console.review.Drafting;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.schemas.kafka.Cluster;
import io.helidon.webserver.http.HttpRules;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * The console: projects the topics into SQL and answers the API and the sign-in pages from it.
 * Needs its topics to be there.
 */
public final class ConsoleService implements AutoCloseable {
  /** Address of a PostgreSQL database; not set: the read model is a file. */
  private static final String DATABASE = "WATCHBILL_DATABASE_URL";

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private final ReadModel model;
  private final Projector projector;
  private final Rebuilder rebuilder;
  private final KafkaLog log;
  private final Console console;
  private final Drafting drafting;

  /**
   * @param environment says which ways to reach people are set up, as the notifier's does, and who
   *     vouches for people
   * @param foresight answers what takes the rules of others
   * @param stateDir where the read model's file stands; it can be deleted, and is then made anew
   */
  public ConsoleService(
      Cluster cluster,
      Environment environment,
      Path stateDir,
      Foresight foresight,
      MeterRegistry metrics,
      InstantSource clock) {
    model = open(cluster, environment, stateDir);
    projector = new Projector(cluster, model, metrics);
    rebuilder = new Rebuilder(cluster, model, metrics, clock);
    log = new KafkaLog(cluster);
    drafting = new Drafting(model, log, clock);
    console =
        new Console(
            model,
            log,
            log,
            log,
            log,
            log,
            log,
            log,
            log,
            rebuilder,
            OidcSettings.of(environment),
            Proxies.of(environment),
            Channels.of(environment),
            foresight,
            this::ready,
            metrics,
            clock);
  }

  /**
   * Makes the read model anew while no console runs on it, and waits until that is done.
   *
   * @param progress is told now and then how far it is
   * @return how it ended
   */
  public static Rebuilding.Status rebuild(
      Cluster cluster,
      Environment environment,
      Path stateDir,
      MeterRegistry metrics,
      InstantSource clock,
      Consumer<Rebuilding.Status> progress)
      throws InterruptedException {
    try (var model = open(cluster, environment, stateDir);
        var rebuilder = new Rebuilder(cluster, model, metrics, clock)) {
      var _ = rebuilder.start();
      while (rebuilder.status().goesOn()) {
        progress.accept(rebuilder.status());
        Thread.sleep(BETWEEN_LOOKS);
      }
      return rebuilder.status();
    }
  }

  /** A file, unless the environment names a database that consoles share. */
  private static ReadModel open(Cluster cluster, Environment environment, Path stateDir) {
    var identity = ClusterIdentity.of(cluster);
    return environment
        .value(DATABASE)
        .map(address -> ReadModel.openShared(address, cluster.topics(), identity))
        .orElseGet(() ->
            ReadModel.open(folder(stateDir).resolve("read-model.db"), cluster.topics(), identity));
  }

  private static Path folder(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Registers every route, each behind the gate. */
  public void route(HttpRules rules) {
    console.route(rules);
  }

  /** Starts to project. */
  public void start() {
    console.followCredentials();
    projector.start();
    var _ = projector.caughtUp().thenRun(drafting::start);
  }

  /** Whether everything that was on the topics at the start can be asked for. */
  public boolean ready() {
    return projector.caughtUp().isDone() && !projector.caughtUp().isCompletedExceptionally();
  }

  @Override
  public void close() {
    console.close();
    drafting.close();
    rebuilder.close();
    projector.close();
    log.close();
    model.close();
  }
}
