package dev.watchbill.launcher.up;

import dev.watchbill.console.ConsoleService;
import dev.watchbill.escalation.kafka.EscalationService;
import dev.watchbill.escalation.watch.kafka.WatcherService;
import dev.watchbill.ingest.http.IngestService;
import dev.watchbill.launcher.foresight.PlayedForesight;
import dev.watchbill.notifier.NotifierService;
import dev.watchbill.planner.files.RosterPlace;
import dev.watchbill.planner.kafka.RotationService;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.schemas.kafka.Cluster;
import io.helidon.webserver.http.HttpRules;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The services of the pipeline, and how each is made.
 *
 * @param roster folder of the roster files, or the repository that is followed
 * @param state where services keep what they can derive again, and the notifier its key of links
 * @param alone whether no other process has the same services, so that nobody could stand by
 */
record Services(
    Cluster cluster,
    Environment environment,
    RosterPlace roster,
    Path state,
    MeterRegistry metrics,
    InstantSource clock,
    boolean alone) {

  /** How many other processors keep a copy of each state, to take over without restoring it. */
  private static final int STANDBYS = 1;

  /**
   * Makes the named services side by side, in the order given.
   *
   * @throws CannotStart if a setting isn't as it must be
   */
  List<Part> make(List<ServiceName> names) throws CannotStart {
    var making =
        names.stream()
            .map(name -> CompletableFuture.supplyAsync(() -> make(name), Host.SIDE_BY_SIDE))
            .toList();
    try {
      return making.stream().map(CompletableFuture::join).toList();
    } catch (CompletionException e) {
      if (e.getCause() instanceof IllegalArgumentException wrong) {
        throw new CannotStart(String.valueOf(wrong.getMessage()), wrong);
      }
      throw e;
    }
  }

  private Part make(ServiceName name) {
    return switch (name) {
      case ROTATION -> rotation();
      case INGEST -> ingest();
      case ESCALATION -> escalation();
      case NOTIFIER -> notifier();
      case CONSOLE -> console();
      case WATCHER -> watcher();
    };
  }

  private Part rotation() {
    var service =
        new RotationService(
            cluster, roster, environment, state.resolve("rotation"), metrics, clock);
    return new Running(
        ServiceName.ROTATION,
        service::start,
        service::ready,
        service::obstacles,
        rules -> {},
        service::close);
  }

  private Part ingest() {
    var service = new IngestService(cluster, environment, metrics, clock);
    return new Running(
        ServiceName.INGEST,
        service::start,
        service::ready,
        List::of,
        service::route,
        service::close);
  }

  private Part escalation() {
    var service =
        new EscalationService(
            cluster, state.resolve("escalation"), metrics, clock, alone ? 0 : STANDBYS);
    return new Running(
        ServiceName.ESCALATION,
        service::start,
        service::ready,
        List::of,
        rules -> {},
        service::close);
  }

  private Part notifier() {
    var service =
        new NotifierService(cluster, environment, state.resolve("notifier"), metrics, clock);
    return new Running(
        ServiceName.NOTIFIER,
        service::start,
        service::ready,
        List::of,
        service::route,
        service::close);
  }

  private Part console() {
    var service =
        new ConsoleService(
            cluster, environment, state.resolve("console"), new PlayedForesight(), metrics, clock);
    return new Running(
        ServiceName.CONSOLE,
        service::start,
        service::ready,
        List::of,
        service::route,
        service::close);
  }

  private Part watcher() {
    var service = new WatcherService(cluster, environment, metrics, clock);
    return new Running(
        ServiceName.WATCHER, service::start, service::ready, List::of, rules -> {}, service::close);
  }

  private record Running(
      ServiceName service,
      Runnable starting,
      BooleanSupplier readiness,
      Supplier<List<String>> lacks,
      Consumer<HttpRules> routes,
      Runnable ending)
      implements Part {
    @Override
    public String name() {
      return service.toString();
    }

    @Override
    public void start() {
      starting.run();
    }

    @Override
    public boolean ready() {
      return readiness.getAsBoolean();
    }

    @Override
    public List<String> obstacles() {
      return lacks.get();
    }

    @Override
    public void route(HttpRules rules) {
      routes.accept(rules);
    }

    @Override
    public void close() {
      ending.run();
    }
  }
}
