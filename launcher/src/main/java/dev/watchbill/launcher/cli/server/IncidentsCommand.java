package dev.watchbill.launcher.cli.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.watchbill.launcher.cli.server.Api.Parameter;
import dev.watchbill.launcher.cli.terminal.Answers;
import dev.watchbill.launcher.cli.terminal.Format;
import dev.watchbill.launcher.cli.terminal.Table;
import dev.watchbill.launcher.cli.terminal.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What is going on. */
@Command(
    name = "incidents",
    mixinStandardHelpOptions = true,
    description = "Lists incidents, newest first.")
public final class IncidentsCommand implements Callable<Integer> {
  private static final List<Column> COLUMNS =
      List.of(
          Column.of("id"),
          Column.of("status"),
          Column.of("severity"),
          new Column("OPENED", incident -> Table.text(incident.path("openedAt"))),
          new Column("WHO", incident -> Table.text(incident.path("assignees"))),
          Column.of("title"));

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin ServerOptions server = new ServerOptions();

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "Only open, acknowledged, snoozed, suppressed, deferred or resolved ones.")
  @Nullable String status;

  @Option(names = "--service", paramLabel = "SERVICE", description = "Only of this service.")
  @Nullable String service;

  @Option(names = "--team", paramLabel = "TEAM", description = "Only of this team.")
  @Nullable String team;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text or json. Default: ${DEFAULT-VALUE}")
  Format format = Format.TEXT;

  @Override
  public Integer call() {
    var items = all(server.api());
    return Answers.list(spec.commandLine().getOut(), format, items, COLUMNS, "no incidents");
  }

  /** Page after page. */
  private ArrayNode all(Api api) {
    var items = JsonNodeFactory.instance.arrayNode();
    JsonNode page;
    String next = null;
    do {
      page = api.get("incidents", query(next));
      page.path("items").forEach(items::add);
      next = page.path("next").textValue();
    } while (next != null);
    return items;
  }

  private List<Parameter> query(@Nullable String cursor) {
    var query = new ArrayList<Parameter>();
    add(query, "status", status);
    add(query, "service", service);
    add(query, "team", team);
    add(query, "cursor", cursor);
    return query;
  }

  private static void add(List<Parameter> query, String name, @Nullable String value) {
    if (value != null) {
      query.add(new Parameter(name, value));
    }
  }
}
