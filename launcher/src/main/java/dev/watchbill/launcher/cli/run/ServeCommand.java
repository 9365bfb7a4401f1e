package dev.watchbill.launcher.cli.run;

import dev.watchbill.launcher.cli.terminal.Ending;
import dev.watchbill.launcher.cli.terminal.Exit;
import dev.watchbill.launcher.cli.terminal.Failure;
import dev.watchbill.launcher.cli.terminal.LogOption;
import dev.watchbill.launcher.kafka.Refused;
import dev.watchbill.launcher.up.CannotStart;
import dev.watchbill.launcher.up.ServiceName;
import dev.watchbill.launcher.up.Serving;
import dev.watchbill.planner.files.RosterPlace;
import dev.watchbill.schemas.Topics;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.serde.RestRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One service of a cluster, until it is told to stop. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Runs one service, on a Kafka cluster shared with the others.")
public final class ServeCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin LogOption log = new LogOption();

  @Parameters(paramLabel = "SERVICE", description = "One of: ${COMPLETION-CANDIDATES}")
  ServiceName service = ServiceName.INGEST;

  @Option(
      names = "--kafka",
      required = true,
      paramLabel = "HOST:PORT",
      description = "The cluster.")
  String kafka = "";

  @Option(
      names = "--kafka-properties",
      paramLabel = "FILE",
      description = "Further properties of Kafka clients, such as TLS and SASL.")
  @Nullable Path kafkaProperties;

  @Option(
      names = "--registry",
      required = true,
      paramLabel = "URL",
      description = "The cluster's schema registry.")
  URI registry = URI.create("http://127.0.0.1:8081");

  @Option(
      names = "--prefix",
      paramLabel = "PREFIX",
      description = "Of each topic's name. Default: ${DEFAULT-VALUE}")
  String prefix = Topics.DEFAULT_PREFIX;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description =
          "Of service-keyed topics; the same for all services, never changed. Default:"
              + " ${DEFAULT-VALUE}")
  int partitions = 24;

  @Option(
      names = "--replication",
      paramLabel = "N",
      description = "Of topics this makes. Default: ${DEFAULT-VALUE}")
  short replication = 3;

  @Option(
      names = "--instance",
      paramLabel = "NAME",
      description =
          "Tells this process from others of the same service, and stays over a restart. Default:"
              + " the host's name")
  @Nullable String instance;

  @Option(
      names = "--roster",
      paramLabel = "DIR|URL",
      converter = RosterPlaceConverter.class,
      description =
          "Folder of the roster, or a git repository: URL[#BRANCH[:FOLDER]]; rotation only."
              + " Default: ${DEFAULT-VALUE}")
  RosterPlace roster = new RosterPlace.Folder(Path.of("roster").toAbsolutePath());

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "What can be derived again from topics. Default: ${DEFAULT-VALUE}")
  Path state = Path.of("watchbill-state");

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The service's paths, health and metrics. Default: ${DEFAULT-VALUE}")
  int port = 8080;

  @Option(
      names = "--listen",
      paramLabel = "ADDRESS",
      description = "Address to listen on. Default: ${DEFAULT-VALUE}")
  InetAddress listen = InetAddress.getLoopbackAddress();

  @Override
  public Integer call() throws InterruptedException, IOException {
    var err = spec.commandLine().getErr();
    try (var ending = new Ending(err::println)) {
      var options = new Serving.Options(service, listen, port, roster, state.toAbsolutePath());
      var serving =
          ending.closes(
              Serving.start(options, cluster(), Environment.ofProcess(), InstantSource.system()));
      err.println("%s listens on %s".formatted(service, serving.address()));
      if (service == ServiceName.CONSOLE) {
        err.println("Sign in   " + serving.signInLink() + "  (once, within 30 minutes)");
      }
      ending.await();
      return Exit.OK;
    } catch (CannotStart | Refused e) {
      throw new Failure(Exit.REFUSED, String.valueOf(e.getMessage()), e);
    }
  }

  private Cluster cluster() throws IOException {
    return new Cluster(
        kafka,
        new RestRegistry(registry),
        new Topics(prefix),
        partitions,
        replication,
        Optional.ofNullable(instance).orElse(hostName()),
        properties());
  }

  private Map<String, String> properties() throws IOException {
    var properties = new Properties();
    if (kafkaProperties != null) {
      try (var reader = Files.newBufferedReader(kafkaProperties)) {
        properties.load(reader);
      } catch (IOException e) {
        throw new Failure(
            Exit.CONFIGURATION, "Expected to read %s, but %s".formatted(kafkaProperties, e), e);
      }
    }
    return properties.stringPropertyNames().stream()
        .collect(Collectors.toMap(name -> name, properties::getProperty));
  }

  private static String hostName() throws UnknownHostException {
    return InetAddress.getLocalHost().getHostName();
  }
}
