package dev.watchbill.launcher.cli.roster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.launcher.cli.terminal.Answers;
import dev.watchbill.launcher.cli.terminal.Exit;
import dev.watchbill.launcher.cli.terminal.Failure;
import dev.watchbill.launcher.cli.terminal.Format;
import dev.watchbill.launcher.cli.terminal.Scratch;
import dev.watchbill.launcher.cli.terminal.Table;
import dev.watchbill.launcher.foresight.RenderQuestion;
import dev.watchbill.launcher.simulate.Rosters;
import dev.watchbill.notifier.Preview;
import dev.watchbill.notifier.Preview.Shown;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What would be sent, tried on the roster's files. */
@Command(
    name = "render",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what would be sent about an alert over each channel, as the roster's messages say.",
      "Nothing is sent, and the links lead nowhere."
    })
public final class RenderCommand implements Callable<Integer> {
  private static final List<String> SEVERITIES = List.of("critical", "error", "warning", "info");

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--roster",
      paramLabel = "DIR",
      description = "Folder of the roster. Default: this one")
  Path roster = Path.of(".");

  @Option(
      names = "--service",
      paramLabel = "SERVICE",
      description = "What the example is about. Default: the roster's first service")
  @Nullable String service;

  @Option(
      names = "--severity",
      paramLabel = "SEVERITY",
      description = "critical, error, warning or info. Default: ${DEFAULT-VALUE}")
  String severity = "critical";

  @Option(
      names = "--alert",
      paramLabel = "FILE",
      description =
          "An alert in place of the example, as JSON with service, severity, title, text, labels,"
              + " links; - reads it from standard input.")
  @Nullable Path alert;

  @Option(
      names = "--via",
      split = ",",
      paramLabel = "CHANNEL",
      description =
          "Only over these: inbox, slack, email, push, sms, call, teams, mattermost, ticket."
              + " Default: all")
  List<String> vias = Preview.VIAS;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text, or json with what the provider would be sent. Default: ${DEFAULT-VALUE}")
  Format format = Format.TEXT;

  @Override
  public Integer call() {
    vias.stream()
        .filter(via -> !Preview.VIAS.contains(via))
        .findFirst()
        .ifPresent(via -> {
          throw unexpected("--via", Preview.VIAS, via);
        });
    if (!SEVERITIES.contains(severity)) {
      throw unexpected("--severity", SEVERITIES, severity);
    }
    var now = InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS);
    var shown = shown(now);
    var out = spec.commandLine().getOut();
    if (format == Format.JSON) {
      var array = JsonNodeFactory.instance.arrayNode();
      shown.forEach(one -> array.add(json(one)));
      Answers.json(out, array);
    } else {
      print(shown, out);
    }
    return Exit.OK;
  }

  private static Failure unexpected(String option, List<String> known, String got) {
    return new Failure(
        Exit.USAGE, "%s: expected one of %s, but got \"%s\"".formatted(option, known, got));
  }

  private List<Shown> shown(Instant now) {
    var rosters = new Rosters();
    rosters.read(List.of(roster), now);
    if (!rosters.problems().isEmpty()) {
      rosters.problems().forEach(spec.commandLine().getErr()::println);
      throw new Failure(Exit.REFUSED, "The roster in %s has errors".formatted(roster));
    }
    var question = new RenderQuestion(alert == null ? example(rosters) : read(alert), now, vias);
    try (var scratch = Scratch.make()) {
      return question.ofFiles(
          roster, rosters, scratch.folder(), spec.commandLine().getErr()::println);
    } catch (IllegalArgumentException e) {
      throw new Failure(Exit.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  private ObjectNode example(Rosters rosters) {
    var known = rosters.snapshot(roster).services().keySet().stream().sorted().toList();
    if (service != null && !known.contains(service)) {
      throw unexpected("--service", known, service);
    }
    var about = service != null ? service : known.isEmpty() ? "example" : known.getFirst();
    return RenderQuestion.example(about, severity);
  }

  private static ObjectNode read(Path file) {
    try {
      var bytes = file.equals(Path.of("-")) ? System.in.readAllBytes() : Files.readAllBytes(file);
      if (new ObjectMapper().readTree(bytes) instanceof ObjectNode object) {
        return object;
      }
      throw new Failure(Exit.REFUSED, "Expected an alert as a JSON object in %s".formatted(file));
    } catch (JsonProcessingException e) {
      throw new Failure(
          Exit.REFUSED,
          "Expected an alert as a JSON object in %s, but %s"
              .formatted(file, e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new Failure(Exit.REFUSED, "Expected to read %s, but got %s".formatted(file, e), e);
    }
  }

  private static void print(List<Shown> shown, PrintWriter out) {
    if (shown.isEmpty()) {
      out.println("Nobody is told of it.");
    }
    for (var one : shown) {
      out.printf("--- %s, %s%n", one.via(), one.to());
      one.lines().forEach(line -> out.println(Table.oneLine(line)));
      out.println();
    }
  }

  private static ObjectNode json(Shown shown) {
    var object =
        JsonNodeFactory.instance
            .objectNode()
            .put("via", shown.via())
            .put("to", shown.to())
            .put("sent", shown.sent());
    var lines = object.putArray("lines");
    shown.lines().forEach(lines::add);
    return object;
  }
}
