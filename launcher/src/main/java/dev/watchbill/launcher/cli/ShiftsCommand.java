package dev.watchbill.launcher.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.launcher.cli.Table.Column;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The plan. */
@Command(
    name = "shifts",
    mixinStandardHelpOptions = true,
    description = "Lists the shifts of a window.")
final class ShiftsCommand implements Callable<Integer> {
  private static final List<Column> COLUMNS =
      List.of(
          Column.of("schedule"),
          Column.of("start"),
          Column.of("end"),
          Column.of("who"),
          Column.of("kind"),
          Column.of("why"));

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin RotaOptions rota = new RotaOptions();
  @Mixin Window window = new Window();

  @Parameters(paramLabel = "SCHEDULE", description = "None: all schedules.")
  List<String> schedules = List.of();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text, json, csv or ics. Default: ${DEFAULT-VALUE}")
  ShiftFormat format = ShiftFormat.TEXT;

  enum ShiftFormat {
    TEXT,
    JSON,
    CSV,
    ICS
  }

  @Override
  public Integer call() {
    var clock = InstantSource.system();
    var shifts =
        rota.rota(spec.commandLine().getErr())
            .shifts(schedules, window.from(clock), window.to(clock));
    print(shifts, clock, spec.commandLine().getOut());
    return Exit.OK;
  }

  private void print(JsonNode shifts, InstantSource clock, PrintWriter out) {
    switch (format) {
      case TEXT -> Table.of(shifts, COLUMNS).print(out);
      case JSON -> Answers.json(out, shifts);
      case CSV -> ShiftFiles.csv(shifts, out);
      case ICS -> ShiftFiles.calendar(shifts, clock.instant(), out);
    }
  }
}
