package dev.watchbill.launcher.cli.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.watchbill.launcher.cli.terminal.Exit;
import dev.watchbill.launcher.cli.terminal.Failure;
import dev.watchbill.launcher.cli.terminal.Format;
import dev.watchbill.launcher.cli.terminal.Table;
import dev.watchbill.launcher.kafka.Refused;
import dev.watchbill.launcher.kafka.TopicTail;
import dev.watchbill.launcher.up.Endpoints;
import dev.watchbill.schemas.Topics;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.serde.RestRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads a topic, straight from the broker. */
@Command(
    name = "tail",
    mixinStandardHelpOptions = true,
    description = "Shows the newest records of a topic, such as incident-events.")
public final class TailCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "TOPIC", description = "With or without the prefix watchbill.")
  String topic = "";

  @Option(
      names = "-n",
      paramLabel = "N",
      description = "How many of the newest. Default: ${DEFAULT-VALUE}")
  int newest = 10;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on as the topic grows.")
  boolean follow;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data folder of a running up. Default: ${DEFAULT-VALUE}")
  Path data = Path.of("watchbill-data");

  @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "A cluster, with --registry.")
  @Nullable String kafka;

  @Option(names = "--registry", paramLabel = "URL", description = "Its schema registry.")
  @Nullable URI registry;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text, or json: one object a line. Default: ${DEFAULT-VALUE}")
  Format format = Format.TEXT;

  @Override
  public Integer call() {
    try {
      new TopicTail(cluster(), topic).read(newest, follow, this::print);
      return Exit.OK;
    } catch (Refused e) {
      var exit = e.getCause() == null ? Exit.REFUSED : Exit.UNREACHABLE;
      throw new Failure(exit, String.valueOf(e.getMessage()), e);
    }
  }

  private void print(TopicTail.Entry entry) {
    var out = spec.commandLine().getOut();
    if (format == Format.TEXT) {
      out.println(
          entry.at()
              + " "
              + Table.oneLine(entry.key())
              + " "
              + Table.shown(String.valueOf(entry.value())));
    } else {
      var line = JsonNodeFactory.instance.objectNode().put("partition", entry.partition());
      line.put("offset", entry.offset()).put("at", entry.at().toString()).put("key", entry.key());
      out.println(Table.shown(line.set("value", entry.value())));
    }
    out.flush();
  }

  private Cluster cluster() {
    if ((kafka == null) != (registry == null)) {
      throw new ParameterException(
          spec.commandLine(), "Expected --kafka and --registry together, or --data");
    }
    if (kafka != null && registry != null) {
      return cluster(kafka, registry);
    }
    try {
      var there =
          Endpoints.of(data)
              .orElseThrow(() ->
                  new Failure(
                      Exit.UNREACHABLE,
                      "Expected %s to be the data folder of an up, but it has no endpoints.json"
                          .formatted(data)));
      return cluster(there.kafka(), URI.create(there.registry()));
    } catch (IOException e) {
      throw new Failure(Exit.UNREACHABLE, "Expected to read " + data + ", but " + e, e);
    }
  }

  private static Cluster cluster(String kafka, URI registry) {
    return new Cluster(
        kafka,
        new RestRegistry(registry),
        new Topics(Topics.DEFAULT_PREFIX),
        1,
        (short) 1,
        "tail",
        Map.of());
  }
}
