package dev.watchbill.launcher.cli.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.launcher.cli.terminal.Answers;
import dev.watchbill.launcher.cli.terminal.Format;
import dev.watchbill.launcher.cli.terminal.Table;
import dev.watchbill.launcher.cli.terminal.Table.Column;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What came from each integration, and what of it was refused. */
@Command(
    name = "integrations",
    mixinStandardHelpOptions = true,
    description = "Lists the integrations: when each was last heard, and what was refused.",
    subcommands = IntegrationTestCommand.class)
public final class IntegrationsCommand implements Callable<Integer> {
  private static final List<Column> COLUMNS =
      List.of(
          Column.of("name"),
          Column.of("type"),
          new Column("LAST ALERT", item -> Table.text(item.path("lastAlertAt"))),
          new Column("ALERTS", item -> Table.text(item.path("alerts"))),
          new Column("NEW IN 24H", item -> Table.text(item.path("newInLastDay"))),
          new Column("KEYS", item -> Table.text(item.path("keys"))),
          new Column("REFUSED", item -> refused(item.path("refused"))));

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin ServerOptions server = new ServerOptions();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text or json. Default: ${DEFAULT-VALUE}")
  Format format = Format.TEXT;

  @Override
  public Integer call() {
    var items = server.api().get("integrations", List.of()).path("items");
    return Answers.list(spec.commandLine().getOut(), format, items, COLUMNS, "no integrations");
  }

  private static String refused(JsonNode counts) {
    return StreamSupport.stream(counts.spliterator(), false)
        .map(one -> "%s × %s".formatted(one.path("count").asText(), one.path("status").asText()))
        .collect(Collectors.joining(", "));
  }
}
