package dev.watchbill.launcher.cli;

import dev.watchbill.launcher.cli.Table.Column;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is uncovered. */
@Command(
    name = "gaps",
    mixinStandardHelpOptions = true,
    description = "Lists when promised time has nobody on call.")
final class GapsCommand implements Callable<Integer> {
  private static final List<Column> COLUMNS =
      List.of(Column.of("schedule"), Column.of("start"), Column.of("end"));

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin RotaOptions rota = new RotaOptions();
  @Mixin Window window = new Window();

  @Parameters(paramLabel = "SCHEDULE", description = "None: all schedules.")
  List<String> schedules = List.of();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text or json. Default: ${DEFAULT-VALUE}")
  Format format = Format.TEXT;

  @Override
  public Integer call() {
    var clock = InstantSource.system();
    var answer =
        rota.rota(spec.commandLine().getErr())
            .gaps(schedules, window.from(clock), window.to(clock));
    var out = spec.commandLine().getOut();
    if (format == Format.JSON) {
      Answers.json(out, answer);
    } else if (answer.isEmpty()) {
      out.println("no gaps");
    } else {
      Table.of(answer, COLUMNS).print(out);
    }
    return Exit.OK;
  }
}
