package dev.watchbill.launcher.up;

import dev.watchbill.launcher.broker.EmbeddedBroker;
import dev.watchbill.launcher.kafka.Credentials;
import dev.watchbill.launcher.kafka.Provisioning;
import dev.watchbill.launcher.kafka.Refused;
import dev.watchbill.launcher.registry.EmbeddedRegistry;
import dev.watchbill.planner.files.RosterPlace;
import dev.watchbill.schemas.Topics;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.serde.RestRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watchbill in one process: broker, registry, topics, all services, one HTTP port. Started again on
 * the same data folder it goes on where it was, also after {@code kill -9}.
 */
public final class Up implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Up.class);

  /** Partitions of service-keyed topics in one process; never changed afterwards. */
  private static final int PARTITIONS = 6;

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  /**
   * What an {@code up} is asked to be.
   *
   * @param roster folder or repository of the roster; empty: DATA/roster
   * @param port of the console, the API and intake; 0: any free one
   * @param kafka bootstrap servers of a cluster to use in place of the embedded broker
   * @param kafkaPort of the embedded broker; 0: the one it had last, if that is free, or any
   * @param registry to use in place of the embedded one
   * @param services that run here; the others are served by processes beside it
   */
  public record Options(
      Optional<RosterPlace> roster,
      Path data,
      InetAddress listen,
      int port,
      Optional<String> kafka,
      int kafkaPort,
      Optional<URI> registry,
      List<ServiceName> services) {

    public Options {
      services = List.copyOf(services);
    }

    /** All services. */
    public Options(
        Optional<RosterPlace> roster,
        Path data,
        InetAddress listen,
        int port,
        Optional<String> kafka,
        int kafkaPort,
        Optional<URI> registry) {
      this(roster, data, listen, port, kafka, kafkaPort, registry, List.of(ServiceName.values()));
    }
  }

  /** What was started, newest first: it ends in that order. */
  private final Deque<Running> running = new ArrayDeque<>();

  private final Options options;
  private final Environment environment;
  private final InstantSource clock;
  private final Progress progress;

  private final Started started;

  private record Running(String name, AutoCloseable closing) {}

  /** Where it listens, and what opens it. */
  private record Started(
      Endpoints endpoints, String adminToken, Credentials credentials, Host host) {}

  private Up(Options options, Environment environment, InstantSource clock, Progress progress)
      throws CannotStart {
    this.options = options;
    this.environment = environment;
    this.clock = clock;
    this.progress = progress;
    try {
      this.started = start();
    } catch (CannotStart | RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts everything; returns when it listens, before all of it is ready.
   *
   * @throws CannotStart if a port or the data folder is taken, or the cluster is not as it must be;
   *     nothing is left running then
   */
  public static Up start(
      Options options, Environment environment, InstantSource clock, Progress progress)
      throws CannotStart {
    return new Up(options, environment, clock, progress);
  }

  /** Where it listens; also in DATA/endpoints.json. */
  public Endpoints endpoints() {
    return started.endpoints();
  }

  /** The administrator's API token; also in DATA/admin.token. */
  public String adminToken() {
    return started.adminToken();
  }

  /** A new link that signs an administrator in, once, within half an hour. */
  public URI signInLink() throws Refused {
    return URI.create(endpoints().http() + "/sign-in/" + started.credentials().mintLink());
  }

  /** Names of the services that don't do their work, yet or any more. */
  public List<String> waitingFor() {
    return started.host().waitingFor();
  }

  /** What somebody must mend before all services can do their work, a sentence each. */
  public List<String> obstacles() {
    return started.host().obstacles();
  }

  /** Ends everything, within about five seconds. */
  @Override
  public void close() {
    while (!running.isEmpty()) {
      var last = running.pop();
      progress.say("stopping " + last.name());
      try {
        last.closing().close();
      } catch (Exception e) {
        LOG.atWarn().addKeyValue("part", last.name()).setCause(e).log("did not end cleanly");
      }
    }
  }

  private Started start() throws CannotStart {
    var data = keep("holding " + options.data(), DataFolder.open(options.data()));
    var port = Ports.take(options.listen(), options.port(), "the console and the API (--port)");
    try {
      var bootstrap = options.kafka().isPresent() ? options.kafka().get() : broker(data);
      var registry =
          options.registry().isPresent() ? options.registry().get() : registry(bootstrap);
      var cluster = cluster(bootstrap, registry);
      Provisioning.of(cluster, options.kafka().isEmpty());
      return serve(data, cluster, registry, port);
    } catch (Refused e) {
      throw new CannotStart(String.valueOf(e.getMessage()), e);
    } catch (IOException | ExecutionException e) {
      throw new CannotStart("Expected to start, but " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotStart("Interrupted while starting", e);
    }
  }

  private String broker(DataFolder data) throws CannotStart, IOException {
    progress.say("starting the broker");
    var last = Endpoints.of(data.path()).map(Endpoints::kafkaPort).orElse(0);
    var kafkaPort =
        options.kafkaPort() == 0
            ? Ports.prefer(LOOPBACK, last, "Kafka's clients")
            : Ports.take(LOOPBACK, options.kafkaPort(), "Kafka's clients (--kafka-port)");
    var controllerPort = Ports.another(LOOPBACK, kafkaPort, "the broker's controller");
    var broker = EmbeddedBroker.start(data.kafka(), kafkaPort, controllerPort);
    return keep("the broker", broker).bootstrapServers();
  }

  private URI registry(String bootstrap) throws ExecutionException, InterruptedException {
    return keep("the schema registry", EmbeddedRegistry.start(bootstrap, 0)).address();
  }

  static Cluster cluster(String bootstrap, URI registry) {
    return new Cluster(
        bootstrap,
        new RestRegistry(registry),
        new Topics(Topics.DEFAULT_PREFIX),
        PARTITIONS,
        (short) 1,
        "up",
        Map.of());
  }

  private Started serve(DataFolder data, Cluster cluster, URI registry, int port)
      throws CannotStart, Refused, IOException {
    progress.say("starting the services");
    var credentials = new Credentials(cluster, clock);
    var token = data.adminToken();
    credentials.admit(token);
    var metrics = Metrics.registry();
    var roster = options.roster().orElse(new RosterPlace.Folder(data.path().resolve("roster")));
    if (roster instanceof RosterPlace.Folder(var folder)) {
      Files.createDirectories(folder);
    }
    var services = new Services(cluster, environment, roster, data.state(), metrics, clock, true);
    var parts = services.make(options.services());
    var host = keep("the services", new Host(parts, metrics, new Tokens(cluster, clock)));
    var listening = host.start(options.listen(), port);
    keep("the watch over lags", Lags.watch(cluster, metrics));
    var endpoints =
        new Endpoints(
            "http://%s:%d".formatted(reachable(options.listen()), listening),
            cluster.bootstrapServers(),
            registry.toString());
    endpoints.writeTo(data.path());
    return new Started(endpoints, token, credentials, host);
  }

  /** An address a browser on this machine can open. */
  private static String reachable(InetAddress listen) {
    var address = listen.isAnyLocalAddress() ? LOOPBACK : listen;
    var text = address.getHostAddress();
    return text.contains(":") ? "[" + text + "]" : text;
  }

  private <T extends AutoCloseable> T keep(String name, T started) {
    running.push(new Running(name, started));
    return started;
  }

  /**
   * Waits until every service does its work, or it is known that somebody must mend something
   * first.
   *
   * @return whether all do it, in time
   */
  public boolean awaitReady(Duration patience) throws InterruptedException {
    var pause = Duration.ofMillis(50);
    for (var waited = Duration.ZERO; waited.compareTo(patience) < 0; waited = waited.plus(pause)) {
      if (waitingFor().isEmpty() || !obstacles().isEmpty()) {
        break;
      }
      Thread.sleep(pause);
    }
    return waitingFor().isEmpty();
  }
}
