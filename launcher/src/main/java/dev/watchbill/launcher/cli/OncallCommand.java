package dev.watchbill.launcher.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.launcher.cli.Table.Column;
import java.util.List;
import java.util.concurrent.Callable;
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
final class OncallCommand implements Callable<Integer> {
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

  @Override
  public Integer call() {
    var answer = rota.rota().oncall(schedules, at);
    var out = spec.commandLine().getOut();
    if (format == Format.JSON) {
      Answers.json(out, answer);
    } else {
      Table.of(answer, COLUMNS).print(out);
    }
    return Exit.OK;
  }

  private static String who(JsonNode answer) {
    var who = Table.text(answer.path("who"));
    return who.isEmpty() ? "nobody" : who;
  }
}
