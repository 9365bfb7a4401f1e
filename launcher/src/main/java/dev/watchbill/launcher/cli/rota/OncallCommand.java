package dev.watchbill.launcher.cli.rota;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.watchbill.launcher.cli.terminal.Answers;
import dev.watchbill.launcher.cli.terminal.Exit;
import dev.watchbill.launcher.cli.terminal.Format;
import dev.watchbill.launcher.cli.terminal.Table;
import dev.watchbill.launcher.cli.terminal.Table.Column;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Who is on call, and why. */
@Command(
    name = "oncall",
    mixinStandardHelpOptions = true,
    description = "Says who is on call, now or at any time, and why.")
public final class OncallCommand implements Callable<Integer> {
  private static final List<Column> COLUMNS =
      List.of(
          Column.of("schedule"),
          Column.of("at"),
          new Column("WHO", OncallCommand::who),
          new Column("UNTIL", answer -> Table.text(answer.path("shift").path("end"))),
          Column.of("why"));

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin RotaOptions rota = new RotaOptions();

  @Parameters(paramLabel = "SCHEDULE", description = "None: all schedules.")
  List<String> schedules = List.of();

  @Option(
      names = "--at",
      paramLabel = "WHEN",
      description =
          "An instant such as 2026-12-24T03:00Z, or a local time of the organisation; may come"
              + " several times. Default: now")
  List<String> at = List.of();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text or json. Default: ${DEFAULT-VALUE}")
  Format format = Format.TEXT;

  @Option(
      names = "--service",
      paramLabel = "SERVICE",
      description = "Only the schedules it relies on.")
  @Nullable String service;

  @Option(names = "--person", paramLabel = "PERSON", description = "Only where they are on call.")
  @Nullable String person;

  @Override
  public Integer call() {
    var answer = ofPerson(answer());
    var out = spec.commandLine().getOut();
    if (format == Format.JSON) {
      Answers.json(out, answer);
    } else {
      Table.of(answer, COLUMNS).print(out);
    }
    return Exit.OK;
  }

  private JsonNode answer() {
    var err = spec.commandLine().getErr();
    var offline = rota.offline(err);
    if (person != null && offline.isPresent()) {
      offline.get().requirePerson(person);
    }
    return offline
        .<Rota>map(it -> it)
        .orElseGet(() -> rota.published())
        .oncall(schedules, service, at);
  }

  private JsonNode ofPerson(JsonNode answers) {
    if (person == null) {
      return answers;
    }
    var theirs = JsonNodeFactory.instance.arrayNode();
    for (var answer : answers) {
      for (var who : answer.path("who")) {
        if (who.asText().equals(person)) {
          theirs.add(answer);
        }
      }
    }
    return theirs;
  }

  private static String who(JsonNode answer) {
    var who = Table.text(answer.path("who"));
    return who.isEmpty() ? "nobody" : who;
  }
}
