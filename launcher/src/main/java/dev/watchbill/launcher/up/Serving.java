package dev.watchbill.launcher.up;

import dev.watchbill.launcher.kafka.Credentials;
import dev.watchbill.launcher.kafka.Provisioning;
import dev.watchbill.launcher.kafka.Refused;
import dev.watchbill.planner.files.RosterPlace;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.schemas.kafka.Cluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;

/** One service in a process of its own, on a cluster it shares with the others. */
public final class Serving implements AutoCloseable {
  /** The administrator's token, for scripts and the command line. */
  public static final String ADMIN_TOKEN = "WATCHBILL_ADMIN_TOKEN";

  /** A token that may only look, for whoever reads {@code /metrics}. */
  public static final String METRICS_TOKEN = "WATCHBILL_METRICS_TOKEN";

  private final Cluster cluster;
  private final InstantSource clock;
  private final Host host;
  private final Optional<Lags> lags;
  private final URI address;

  /**
   * What a process serves.
   *
   * @param roster folder or repository of the roster; only the rotation service reads it
   * @param state where the service keeps what it can derive again
   */
  public record Options(
      ServiceName service, InetAddress listen, int port, RosterPlace roster, Path state) {}

  private Serving(
      Cluster cluster, InstantSource clock, Host host, Optional<Lags> lags, URI address) {
    this.cluster = cluster;
    this.clock = clock;
    this.host = host;
    this.lags = lags;
    this.address = address;
  }

  /**
   * Checks the topics, makes those that are missing, and starts the service.
   *
   * @throws CannotStart if the cluster is away or not as it must be, or the port is taken
   */
  public static Serving start(
      Options options, Cluster cluster, Environment environment, InstantSource clock)
      throws CannotStart {
    try {
      var port = Ports.take(options.listen(), options.port(), "health and metrics (--port)");
      Provisioning.of(cluster, false);
      if (options.service() == ServiceName.CONSOLE) {
        admitTokens(new Credentials(cluster, clock), environment);
      }
      var metrics = Metrics.registry();
      var services =
          new Services(
              cluster,
              environment,
              options.roster(),
              Files.createDirectories(options.state()),
              metrics,
              clock,
              false);
      var host =
          new Host(services.make(List.of(options.service())), metrics, new Tokens(cluster, clock));
      var listening = host.start(options.listen(), port);
      var address = "http://%s:%d".formatted(options.listen().getHostAddress(), listening);
      // One process of the cluster is enough to know them.
      var lags =
          Optional.of(options.service())
              .filter(ServiceName.CONSOLE::equals)
              .map(console -> Lags.watch(cluster, metrics));
      return new Serving(cluster, clock, host, lags, URI.create(address));
    } catch (Refused e) {
      throw new CannotStart(String.valueOf(e.getMessage()), e);
    } catch (IOException | ExecutionException | KafkaException e) {
      throw new CannotStart("Expected to start, but " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotStart("Interrupted while starting", e);
    }
  }

  /** A cluster has no data folder with an administrator's token: it is given one. */
  private static void admitTokens(Credentials credentials, Environment environment) throws Refused {
    var admin = environment.value(ADMIN_TOKEN);
    if (admin.isPresent()) {
      credentials.admit("admin", admin.get(), "admin", "from " + ADMIN_TOKEN);
    }
    var viewer = environment.value(METRICS_TOKEN);
    if (viewer.isPresent()) {
      credentials.admit("metrics", viewer.get(), "viewer", "from " + METRICS_TOKEN);
    }
  }

  /** Where it listens. */
  public URI address() {
    return address;
  }

  /** A new link that signs an administrator in, once, within half an hour. */
  public URI signInLink() throws Refused {
    return URI.create(address + "/sign-in/" + new Credentials(cluster, clock).mintLink());
  }

  @Override
  public void close() {
    lags.ifPresent(Lags::close);
    host.close();
  }
}
