package dev.watchbill.launcher.cli.rota;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.watchbill.launcher.cli.server.Api.Parameter;
import dev.watchbill.launcher.cli.server.ServerOptions;
import dev.watchbill.launcher.cli.terminal.Answers;
import dev.watchbill.launcher.cli.terminal.Exit;
import dev.watchbill.launcher.cli.terminal.Failure;
import dev.watchbill.launcher.cli.terminal.Format;
import dev.watchbill.launcher.cli.terminal.Scratch;
import dev.watchbill.launcher.cli.terminal.Table;
import dev.watchbill.launcher.cli.terminal.Table.Column;
import dev.watchbill.launcher.foresight.RouteQuestion;
import dev.watchbill.launcher.simulate.Rosters;
import dev.watchbill.roster.offline.When;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Who would be told of an alert. */
@Command(
    name = "route",
    mixinStandardHelpOptions = true,
    description = {
      "Says who would be told of an alert, when, by what, and why, if nobody answers.",
      "From what is published; with --roster planned from its files."
    })
public final class RouteCommand implements Callable<Integer> {
  private static final List<String> SEVERITIES = List.of("critical", "error", "warning", "info");
  private static final List<Column> COLUMNS =
      List.of(
          Column.of("after"),
          Column.of("step"),
          Column.of("who"),
          Column.of("via"),
          Column.of("why"));

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin ServerOptions server = new ServerOptions();

  @Option(
      names = "--roster",
      paramLabel = "DIR",
      description = "Plan from these files, without any server: planned, not published.")
  @Nullable Path roster;

  @Option(
      names = "--service",
      required = true,
      paramLabel = "SERVICE",
      description = "What the alert is about; it need not be in the roster.")
  String service = "";

  @Option(
      names = "--severity",
      required = true,
      paramLabel = "SEVERITY",
      description = "critical, error, warning or info")
  String severity = "";

  @Option(
      names = "--at",
      paramLabel = "WHEN",
      description = "An instant with its zone, or a local time of the organisation. Default: now")
  @Nullable String at;

  @Option(
      names = "--label",
      paramLabel = "NAME=VALUE",
      description = "A label of the alert, for routes; may come several times.")
  Map<String, String> labels = Map.of();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text or json. Default: ${DEFAULT-VALUE}")
  Format format = Format.TEXT;

  @Override
  public Integer call() {
    if (!SEVERITIES.contains(severity)) {
      throw new Failure(
          Exit.USAGE,
          "--severity: expected one of %s, but got \"%s\"".formatted(SEVERITIES, severity));
    }
    var answer = roster == null ? published() : planned(roster);
    var out = spec.commandLine().getOut();
    if (format == Format.JSON) {
      Answers.json(out, answer);
    } else {
      out.println(
          "%s, %s, at %s: %s"
              .formatted(
                  Table.oneLine(service),
                  severity,
                  Table.text(answer.path("at")),
                  Table.text(answer.path("why"))));
      Table.of(rows(answer), COLUMNS).print(out);
    }
    return Exit.OK;
  }

  private JsonNode published() {
    var query = new ArrayList<Parameter>();
    query.add(new Parameter("service", service));
    query.add(new Parameter("severity", severity));
    if (at != null) {
      query.add(new Parameter("at", at));
    }
    labels.forEach((name, value) -> query.add(new Parameter("label", name + "=" + value)));
    return server.api().get("route", query);
  }

  private JsonNode planned(Path folder) {
    if (server.named()) {
      throw new Failure(Exit.USAGE, "Expected --roster, or --server or --data, but got both");
    }
    var rosters = rosters(folder);
    var question = new RouteQuestion(service, severity, labels, when(rosters, folder));
    try (var scratch = Scratch.make()) {
      return question.ofFiles(
          folder, rosters, scratch.folder(), spec.commandLine().getErr()::println);
    } catch (IllegalArgumentException e) {
      throw new Failure(Exit.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  private Rosters rosters(Path folder) {
    var rosters = new Rosters();
    rosters.read(List.of(folder), InstantSource.system().instant());
    if (!rosters.problems().isEmpty()) {
      rosters.problems().forEach(spec.commandLine().getErr()::println);
      throw new Failure(Exit.REFUSED, "The roster in %s has errors".formatted(folder));
    }
    return rosters;
  }

  private Instant when(Rosters rosters, Path folder) {
    if (at == null) {
      return InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS);
    }
    try {
      return When.parse(at, rosters.zone(folder));
    } catch (IllegalArgumentException e) {
      throw new Failure(Exit.USAGE, "--at: " + e.getMessage(), e);
    }
  }

  /** For a table. */
  private static ArrayNode rows(JsonNode answer) {
    var start = Instant.parse(answer.path("at").asText());
    var rows = JsonNodeFactory.instance.arrayNode();
    for (var line : answer.path("told")) {
      var event = line.path("event").asText();
      var why = Table.text(line.path("why"));
      rows.addObject()
          .put("after", length(Duration.between(start, Instant.parse(line.path("at").asText()))))
          .put("step", step(line.path("step")))
          .put("who", line.path("who").asText("nobody"))
          .put("via", Table.text(line.path("via")))
          .put("why", event.equals("paged") ? why : event + ": " + why);
    }
    return rows;
  }

  private static String step(JsonNode step) {
    return !step.isInt() ? "" : step.asInt() == -1 ? "last" : step.asText();
  }

  private static String length(Duration duration) {
    var seconds = duration.toSeconds();
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3600) {
      return seconds % 60 == 0 ? seconds / 60 + "m" : seconds / 60 + "m" + seconds % 60 + "s";
    }
    var minutes = seconds / 60;
    return minutes % 60 == 0 ? minutes / 60 + "h" : minutes / 60 + "h" + minutes % 60 + "m";
  }
}
