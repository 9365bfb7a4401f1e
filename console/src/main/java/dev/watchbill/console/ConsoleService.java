package dev.watchbill.console;

import dev.watchbill.console.api.Foresight;
import dev.watchbill.console.kafka.ClusterIdentity;
import dev.watchbill.console.kafka.KafkaLog;
import dev.watchbill.console.kafka.Projector;
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
import java.time.InstantSource;

/**
 * The console: projects the topics into SQL and answers the API and the sign-in pages from it.
 * Needs its topics to be there.
 */
public final class ConsoleService implements AutoCloseable {
  private final ReadModel model;
  private final Projector projector;
  private final KafkaLog log;
  private final Console console;
  private final Drafting drafting;

  /**
   * @param environment says which ways to reach people are set up; the notifier's own
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
    var file = folder(stateDir).resolve("read-model.db");
    model = ReadModel.open(file, cluster.topics(), ClusterIdentity.of(cluster));
    projector = new Projector(cluster, model, metrics);
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
            Channels.of(environment),
            foresight,
            this::ready,
            metrics,
            clock);
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
    projector.close();
    log.close();
    model.close();
  }
}
