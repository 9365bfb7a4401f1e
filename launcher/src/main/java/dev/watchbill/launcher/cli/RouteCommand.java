package dev.watchbill.launcher.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.watchbill.launcher.cli.Table.Column;
import dev.watchbill.launcher.simulate.EventFile;
import dev.watchbill.launcher.simulate.Happening;
import dev.watchbill.launcher.simulate.Line;
import dev.watchbill.launcher.simulate.Rosters;
import dev.watchbill.launcher.simulate.Simulation;
import dev.watchbill.roster.offline.When;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Who would be told of an alert: one alert, played through the very same topology, with nobody
 * answering.
 */
@Command(
    name = "route",
    mixinStandardHelpOptions = true,
    description = {
      "Says who would be told of an alert, when, by what, and why, if nobody answers.",
      "Planned from the roster's files, not from what is published."
    })
final class RouteCommand implements Callable<Integer> {
  /** Far enough for the slowest policy to come to its end. */
  private static final Duration AFTERWARDS = Duration.ofDays(2);

  private static final List<String> SEVERITIES = List.of("critical", "error", "warning", "info");
  private static final List<Column> COLUMNS =
      List.of(
          Column.of("after"),
          Column.of("step"),
          Column.of("who"),
          Column.of("via"),
          Column.of("why"));

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(names = "--roster", required = true, paramLabel = "DIR", description = "Its files.")
  Path roster = Path.of("");

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
    var rosters = rosters();
    var when = when(rosters);
    var lines = new ArrayList<Line>();
    play(rosters, when, lines);
    var answer = RouteAnswer.of(lines, when);
    var out = spec.commandLine().getOut();
    if (format == Format.JSON) {
      Answers.json(out, answer.json(service, severity));
    } else {
      out.println(
          "%s, %s, at %s: %s".formatted(service, severity, when, Table.oneLine(answer.chosen())));
      Table.of(answer.rows(), COLUMNS).print(out);
    }
    return Exit.OK;
  }

  private Rosters rosters() {
    var rosters = new Rosters();
    rosters.read(List.of(roster), InstantSource.system().instant());
    if (!rosters.problems().isEmpty()) {
      rosters.problems().forEach(spec.commandLine().getErr()::println);
      throw new Failure(Exit.REFUSED, "The roster in %s has errors".formatted(roster));
    }
    return rosters;
  }

  private Instant when(Rosters rosters) {
    if (at == null) {
      return InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS);
    }
    try {
      return When.parse(at, rosters.zone(roster));
    } catch (IllegalArgumentException e) {
      throw new Failure(Exit.USAGE, "--at: " + e.getMessage(), e);
    }
  }

  private void play(Rosters rosters, Instant when, List<Line> lines) {
    var settings = new Simulation.Settings(roster, rosters, when.plus(AFTERWARDS), null);
    try (var scratch = Scratch.make()) {
      var result = Simulation.run(settings, List.of(alert(when)), scratch.folder(), lines::add);
      result.problems().forEach(spec.commandLine().getErr()::println);
    }
  }

  /** The alert as a line of a simulation's file, so that it is read as one. */
  private Happening alert(Instant when) {
    var alert =
        JsonNodeFactory.instance
            .objectNode()
            .put("service", service)
            .put("severity", severity)
            .put("title", "route");
    var named = alert.putObject("labels");
    labels.forEach(named::put);
    var line = JsonNodeFactory.instance.objectNode().put("at", when.toString());
    line.set("alert", alert);
    try (var reader = new BufferedReader(new StringReader(line.toString()))) {
      var content = EventFile.read(reader, "route", Path.of(""), Instant::parse);
      if (!content.problems().isEmpty()) {
        throw new Failure(Exit.USAGE, content.problems().getFirst());
      }
      return content.happenings().getFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
