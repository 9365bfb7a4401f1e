package dev.watchbill.launcher.cli.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.launcher.cli.terminal.Exit;
import dev.watchbill.launcher.cli.terminal.Failure;
import dev.watchbill.launcher.cli.terminal.Format;
import dev.watchbill.launcher.cli.terminal.Length;
import dev.watchbill.launcher.cli.terminal.Scratch;
import dev.watchbill.launcher.cli.terminal.Table;
import dev.watchbill.launcher.simulate.EventFile;
import dev.watchbill.launcher.simulate.Happening;
import dev.watchbill.launcher.simulate.Line;
import dev.watchbill.launcher.simulate.Result;
import dev.watchbill.launcher.simulate.Rosters;
import dev.watchbill.launcher.simulate.Simulation;
import dev.watchbill.roster.offline.When;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What would have happened. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = {
      "Plays alerts through a roster on a virtual clock, and says who would have been paged and"
          + " why.",
      "FILE has a JSON object a line: {\"at\": WHEN, \"alert\"|\"response\"|\"receipt\": {…}},"
          + " {\"at\": WHEN, \"roster\": DIR}, or what tail alerts|responses|receipts --format json"
          + " wrote. See docs/simulate.md."
    })
public final class SimulateCommand implements Callable<Integer> {
  private static final Duration AFTERWARDS = Duration.ofHours(1);
  private static final String STDIN = "-";

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(names = "--roster", required = true, paramLabel = "DIR", description = "Roster to use.")
  Path roster = Path.of("");

  @Option(
      names = "--alerts",
      required = true,
      paramLabel = "FILE",
      description = "What happens; - reads it from stdin.")
  String alerts = STDIN;

  @Option(
      names = "--against",
      paramLabel = "DIR",
      description = "Another roster, such as the one in force: compares the two instead.")
  @Nullable Path against;

  @Option(
      names = "--until",
      paramLabel = "WHEN",
      description = "When it ends. Default: an hour after the last line.")
  @Nullable String until;

  @Option(
      names = "--answer-after",
      paramLabel = "DURATION",
      description =
          "Whoever is reached acknowledges after so long, such as 3m. Default: only who FILE says.")
  @Nullable String answerAfter;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "json: an object a line, with the numbers on stderr; or text. Default: ${DEFAULT-VALUE}")
  Format format = Format.JSON;

  @Override
  public Integer call() {
    var rosters = new Rosters();
    var folders = against == null ? List.of(roster) : List.of(roster, against);
    rosters.read(folders, InstantSource.system().instant());
    refuse(rosters.problems());
    var happenings = happenings(rosters);
    if (happenings.isEmpty()) {
      spec.commandLine().getErr().println("Nothing happens in " + alerts);
    }
    var results = simulate(rosters, happenings);
    spec.commandLine().getOut().flush();
    return results.stream().allMatch(result -> result.problems().isEmpty())
        ? Exit.OK
        : Exit.REFUSED;
  }

  private List<Result> simulate(Rosters rosters, List<Happening> happenings) {
    var out = spec.commandLine().getOut();
    var err = spec.commandLine().getErr();
    if (against == null) {
      var result = run(roster, rosters, happenings, line -> print(line, out));
      new SimulatedNumbers(result.numbers()).print(format == Format.JSON ? err : out);
      return List.of(result);
    }
    var before = run(against, rosters, happenings, line -> {});
    var after = run(roster, rosters, happenings, line -> {});
    if (format == Format.JSON) {
      out.println(SimulatedNumbers.json(before.numbers(), after.numbers()));
    } else {
      new SimulatedNumbers(before.numbers()).printBeside(after.numbers(), out);
    }
    return List.of(before, after);
  }

  private Result run(
      Path folder, Rosters rosters, List<Happening> happenings, Consumer<Line> lines) {
    var settings = new Simulation.Settings(folder, rosters, end(rosters, happenings), patience());
    try (var scratch = Scratch.make()) {
      var result = Simulation.run(settings, happenings, scratch.folder(), lines);
      result.problems().forEach(spec.commandLine().getErr()::println);
      return result;
    }
  }

  private List<Happening> happenings(Rosters rosters) {
    var zone = rosters.zone(roster);
    var content = read(text -> When.parse(text, zone));
    refuse(content.problems());
    var changes =
        content.happenings().stream()
            .filter(Happening.NewRoster.class::isInstance)
            .map(Happening.NewRoster.class::cast)
            .toList();
    changes.forEach(change -> rosters.read(List.of(change.folder()), change.at()));
    refuse(rosters.problems());
    return content.happenings();
  }

  private EventFile.Content read(java.util.function.Function<String, Instant> times) {
    try (var lines = open()) {
      var beside =
          alerts.equals(STDIN) ? Path.of("") : Path.of(alerts).toAbsolutePath().getParent();
      var name = alerts.equals(STDIN) ? "stdin" : alerts;
      return EventFile.read(lines, name, beside == null ? Path.of("") : beside, times);
    } catch (NoSuchFileException e) {
      throw new Failure(Exit.REFUSED, "Expected a file, but there is no " + alerts, e);
    } catch (MalformedInputException e) {
      throw new Failure(Exit.REFUSED, "Expected UTF-8 in " + alerts + ", but got other bytes", e);
    } catch (IOException e) {
      throw new Failure(Exit.REFUSED, "Expected to read " + alerts + ", but " + e, e);
    }
  }

  private BufferedReader open() throws IOException {
    return alerts.equals(STDIN)
        ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
        : Files.newBufferedReader(Path.of(alerts));
  }

  private Instant end(Rosters rosters, List<Happening> happenings) {
    var last = happenings.isEmpty() ? Instant.EPOCH : happenings.getLast().at();
    if (until == null) {
      return last.plus(AFTERWARDS);
    }
    try {
      return When.parse(until, rosters.zone(roster));
    } catch (IllegalArgumentException e) {
      throw new Failure(Exit.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  private @Nullable Duration patience() {
    return answerAfter == null ? null : Length.of("--answer-after", answerAfter);
  }

  private void refuse(List<String> problems) {
    if (!problems.isEmpty()) {
      problems.forEach(spec.commandLine().getErr()::println);
      throw new Failure(
          Exit.REFUSED,
          problems.size() == 1
              ? "Nothing was simulated"
              : problems.size() + " problems; nothing was simulated");
    }
  }

  private void print(Line line, PrintWriter out) {
    out.println(format == Format.JSON ? json(line) : text(line));
  }

  private static ObjectNode json(Line line) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("at", line.at().toString())
        .put("event", line.event())
        .put("incident", line.incident())
        .put("step", line.step())
        .put("who", line.who())
        .put("via", line.via())
        .put("why", line.why());
  }

  private static String text(Line line) {
    var words = new StringBuilder(line.at().toString()).append("  ");
    words.append(
        "%-16s %-14s".formatted(line.incident() == null ? "-" : line.incident(), line.event()));
    if (line.step() != null && line.step() != 0) {
      words.append(line.step() < 0 ? " last resort" : " step " + line.step());
    }
    if (line.who() != null) {
      words.append(' ').append(line.who());
    }
    if (line.via() != null) {
      words.append(" by ").append(line.via());
    }
    return Table.oneLine(words + (line.why().isEmpty() ? "" : ": " + line.why()));
  }
}
