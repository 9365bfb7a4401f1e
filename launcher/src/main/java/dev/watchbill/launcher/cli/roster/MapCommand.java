package dev.watchbill.launcher.cli.roster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.ingest.formats.Trial;
import dev.watchbill.launcher.cli.terminal.Answers;
import dev.watchbill.launcher.cli.terminal.Exit;
import dev.watchbill.launcher.cli.terminal.Failure;
import dev.watchbill.launcher.cli.terminal.Format;
import dev.watchbill.launcher.cli.terminal.Table;
import dev.watchbill.roster.Purpose;
import dev.watchbill.roster.publish.RosterRecords;
import dev.watchbill.roster.yaml.RosterReader;
import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.Integration;
import dev.watchbill.schemas.config.Environment;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What intake would make of a body, tried on the roster's files. */
@Command(
    name = "map",
    mixinStandardHelpOptions = true,
    description =
        "Shows which alerts a body becomes, as its integration's type and mapping say; fails if"
            + " something of it would be refused. Nothing is sent.")
public final class MapCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--roster",
      paramLabel = "DIR",
      description = "Folder of the roster. Default: this one")
  Path roster = Path.of(".");

  @Option(
      names = "--integration",
      paramLabel = "NAME",
      required = true,
      description = "Whose body it is.")
  String integration = "";

  @Option(
      names = "--header",
      paramLabel = "NAME=VALUE",
      description = "A header of the request, such as Content-Type=application/json.")
  Map<String, String> headers = new TreeMap<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text or json. Default: ${DEFAULT-VALUE}")
  Format format = Format.TEXT;

  @Parameters(paramLabel = "FILE", description = "The body; - reads it from standard input.")
  Path file = Path.of("-");

  @Override
  public Integer call() {
    var now = InstantSource.system().instant();
    var trial = Trial.of(integrationAt(now), body(), Trial.arrival(now, lowerCase()));
    var out = spec.commandLine().getOut();
    if (format == Format.JSON) {
      Answers.json(out, json(trial));
    } else {
      print(trial, out);
    }
    return trial.problems().isEmpty() ? Exit.OK : Exit.REFUSED;
  }

  private Integration integrationAt(Instant now) {
    try {
      var reading = RosterReader.read(roster, Environment.ofProcess(), Purpose.ANSWER, now);
      reading.errors().forEach(spec.commandLine().getErr()::println);
      var records =
          reading
              .roster()
              .map(known -> RosterRecords.of(known, reading.version()))
              .orElseThrow(
                  () -> new Failure(Exit.REFUSED, "The roster in %s has errors".formatted(roster)));
      var found = records.get("integration:" + integration);
      if (found == null || found.getIntegration() == null) {
        throw new Failure(
            Exit.REFUSED,
            "Expected an integration of the roster, but got \"%s\"".formatted(integration));
      }
      return found.getIntegration();
    } catch (UncheckedIOException e) {
      throw new Failure(Exit.REFUSED, String.valueOf(e.getMessage()), e);
    }
  }

  private byte[] body() {
    try {
      return file.equals(Path.of("-")) ? System.in.readAllBytes() : Files.readAllBytes(file);
    } catch (IOException e) {
      throw new Failure(Exit.REFUSED, "Expected to read %s, but got %s".formatted(file, e), e);
    }
  }

  private Map<String, String> lowerCase() {
    var lower = new TreeMap<String, String>();
    headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
    return lower;
  }

  private static void print(Trial trial, PrintWriter out) {
    for (var alert : trial.alerts()) {
      out.printf(
          "%s %s: %s%n", alert.getStatus(), alert.getSeverity(), Table.oneLine(alert.getTitle()));
      row(out, "service", alert.getService());
      row(out, "key", alert.getKey());
      row(out, "group", alert.getGroupKey());
      row(out, "severity as sent", alert.getSeverityText());
      row(out, "text", alert.getText());
      row(out, "started", alert.getStartedAt());
      row(out, "ends", alert.getEndsAt());
      row(out, "by", alert.getBy());
      row(out, "reminder", alert.getReminder() ? "yes" : "");
      alert.getLabels().forEach((name, value) -> row(out, "label " + name, value));
      alert.getLinks().forEach(link -> row(out, "link " + link.getText(), link.getHref()));
    }
    trial.problems().forEach(problem -> out.println("refused: " + Table.oneLine(problem)));
    if (trial.alerts().isEmpty() && trial.problems().isEmpty()) {
      out.println("no alert");
    }
  }

  private static void row(PrintWriter out, String name, @Nullable Object value) {
    if (value != null && !value.toString().isEmpty()) {
      out.printf("  %s: %s%n", Table.oneLine(name), Table.oneLine(value.toString()));
    }
  }

  private static JsonNode json(Trial trial) {
    var answer = JsonNodeFactory.instance.objectNode();
    var alerts = answer.putArray("alerts");
    trial.alerts().forEach(alert -> alerts.add(json(alert)));
    var problems = answer.putArray("refused");
    trial.problems().forEach(problems::add);
    return answer;
  }

  private static ObjectNode json(Alert alert) {
    var object =
        JsonNodeFactory.instance
            .objectNode()
            .put("status", alert.getStatus())
            .put("key", alert.getKey())
            .put("groupKey", alert.getGroupKey())
            .put("integration", alert.getIntegration())
            .put("service", alert.getService())
            .put("severity", alert.getSeverity())
            .put("severityText", alert.getSeverityText())
            .put("title", alert.getTitle())
            .put("text", alert.getText());
    var labels = object.putObject("labels");
    alert.getLabels().forEach(labels::put);
    var links = object.putArray("links");
    alert
        .getLinks()
        .forEach(link -> links.addObject().put("text", link.getText()).put("href", link.getHref()));
    return object
        .put("startedAt", textOf(alert.getStartedAt()))
        .put("endsAt", textOf(alert.getEndsAt()))
        .put("by", alert.getBy())
        .put("reminder", alert.getReminder());
  }

  private static @Nullable String textOf(@Nullable Instant at) {
    return at == null ? null : at.toString();
  }
}
