package dev.watchbill.launcher.cli.run;

import dev.watchbill.launcher.up.ServiceName;
import dev.watchbill.launcher.up.Up;
import dev.watchbill.planner.files.RosterPlace;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code up} and {@code demo} have in common. */
final class UpOptions {
  @Option(
      names = "--port",
      paramLabel = "N",
      description =
          "Console, API and intake listen here; 0: any free port. Default: ${DEFAULT-VALUE}")
  int port = 8080;

  @Option(
      names = "--listen",
      paramLabel = "ADDRESS",
      description = "Address to listen on. Default: ${DEFAULT-VALUE}")
  InetAddress listen = InetAddress.getLoopbackAddress();

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description = "Use this Kafka cluster in place of the embedded broker.")
  @Nullable String kafka;

  @Option(
      names = "--kafka-port",
      paramLabel = "N",
      description = "Port of the embedded broker. Default: the one it had last, or any free one.")
  int kafkaPort;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      description = "Use this schema registry in place of the embedded one.")
  @Nullable URI registry;

  /** All services. */
  Up.Options on(Optional<RosterPlace> roster, Path data) {
    return on(roster, data, List.of(ServiceName.values()));
  }

  Up.Options on(Optional<RosterPlace> roster, Path data, List<ServiceName> services) {
    return new Up.Options(
        roster,
        data.toAbsolutePath(),
        listen,
        port,
        Optional.ofNullable(kafka),
        kafkaPort,
        Optional.ofNullable(registry),
        services);
  }
}
