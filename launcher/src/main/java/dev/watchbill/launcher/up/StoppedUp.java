package dev.watchbill.launcher.up;

import dev.watchbill.console.ConsoleService;
import dev.watchbill.console.api.Rebuilding;
import dev.watchbill.launcher.broker.EmbeddedBroker;
import dev.watchbill.launcher.registry.EmbeddedRegistry;
import dev.watchbill.schemas.config.Environment;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/** The data folder of an {@code up} that isn't running, held by nobody else meanwhile. */
public final class StoppedUp {
  private StoppedUp() {}

  /** Whether some {@code up} runs on the folder now. */
  public static boolean isRunning(Path folder) {
    try (var _ = DataFolder.open(folder)) {
      return false;
    } catch (CannotStart e) {
      return true;
    }
  }

  /**
   * Makes the read model anew: starts the broker and the registry alone, and ends them.
   *
   * @param progress is told now and then how far it is
   * @return how it ended
   * @throws CannotStart if the folder is held, holds no broker's data, or a port is taken
   */
  public static Rebuilding.Status rebuild(
      Path folder,
      Environment environment,
      InstantSource clock,
      Consumer<Rebuilding.Status> progress)
      throws CannotStart, InterruptedException {
    if (!Files.isDirectory(folder.resolve("kafka"))) {
      throw new CannotStart(
          "Expected the data of a broker in %s, but there is none; start watchbill, then ask it"
              .formatted(folder));
    }
    var loopback = InetAddress.getLoopbackAddress();
    try (var data = DataFolder.open(folder)) {
      var last = Endpoints.of(folder).map(Endpoints::kafkaPort).orElse(0);
      var port = Ports.prefer(loopback, last, "Kafka's clients");
      var controller = Ports.another(loopback, port, "the broker's controller");
      try (var broker = EmbeddedBroker.start(data.kafka(), port, controller);
          var registry = EmbeddedRegistry.start(broker.bootstrapServers(), 0)) {
        var cluster = Up.cluster(broker.bootstrapServers(), registry.address());
        var state = data.state().resolve("console");
        return ConsoleService.rebuild(
            cluster, environment, state, Metrics.registry(), clock, progress);
      }
    } catch (IOException | ExecutionException e) {
      throw new CannotStart("Expected to read %s, but %s".formatted(folder, e), e);
    }
  }
}
