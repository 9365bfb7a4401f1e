package dev.watchbill.launcher.cli.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.launcher.cli.server.Api.Parameter;
import dev.watchbill.launcher.cli.terminal.Answers;
import dev.watchbill.launcher.cli.terminal.Exit;
import dev.watchbill.launcher.cli.terminal.Format;
import dev.watchbill.launcher.cli.terminal.Table;
import dev.watchbill.launcher.cli.terminal.Table.Column;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether somebody will come. */
@Command(
    name = "readiness",
    mixinStandardHelpOptions = true,
    description =
        "Tells whether somebody will come, for every service, and what stands in the way.")
public final class ReadinessCommand implements Callable<Integer> {
  private static final List<Column> FINDINGS =
      List.of(
          Column.of("severity"),
          Column.of("team"),
          Column.of("kind"),
          new Column("ABOUT", ReadinessCommand::about),
          new Column("FROM", finding -> Table.text(finding.path("from"))),
          new Column("WHAT", finding -> Table.text(finding.path("text"))));
  private static final List<Column> SERVICES =
      List.of(
          Column.of("tier"),
          Column.of("region"),
          new Column("SERVICE", service -> Table.text(service.path("id"))),
          Column.of("team"),
          new Column("NOW", service -> nobody(first(service).path("who"))),
          new Column("UNTIL", service -> Table.text(first(service).path("until"))),
          new Column("THEN", service -> nobody(first(service).path("next"))));

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin ServerOptions server = new ServerOptions();

  @Option(names = "--team", paramLabel = "TEAM", description = "Only what concerns this team.")
  @Nullable String team;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text or json. Default: ${DEFAULT-VALUE}")
  Format format = Format.TEXT;

  @Override
  public Integer call() {
    var query = team == null ? List.<Parameter>of() : List.of(new Parameter("team", team));
    var state = server.api().get("readiness", query);
    var out = spec.commandLine().getOut();
    if (format == Format.JSON) {
      Answers.json(out, state);
    } else {
      print(out, state);
    }
    return Exit.OK;
  }

  private static void print(PrintWriter out, JsonNode state) {
    out.println(Table.text(state.path("state")));
    if (!state.path("findings").isEmpty()) {
      out.println();
      Table.of(state.path("findings"), FINDINGS).print(out);
    }
    if (!state.path("services").isEmpty()) {
      out.println();
      Table.of(state.path("services"), SERVICES).print(out);
    }
  }

  private static String about(JsonNode finding) {
    var people = Table.text(finding.path("people"));
    return people.isEmpty() ? Table.text(finding.path("subject")) : people;
  }

  private static JsonNode first(JsonNode service) {
    return service.path("schedules").path(0);
  }

  private static String nobody(JsonNode who) {
    return who.isEmpty() ? "nobody" : Table.text(who);
  }
}
