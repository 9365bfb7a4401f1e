package dev.watchbill.launcher.cli.rota;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.launcher.cli.terminal.Answers;
import dev.watchbill.launcher.cli.terminal.Exit;
import dev.watchbill.launcher.cli.terminal.Window;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a plan has in a window: for people, as JSON, and for other programs. */
abstract class PlanListing implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin RotaOptions rota = new RotaOptions();
  @Mixin Window window = new Window();

  @Parameters(paramLabel = "SCHEDULE", description = "None: all schedules.")
  List<String> schedules = List.of();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text, json, csv or ics. Default: ${DEFAULT-VALUE}")
  ListFormat format = ListFormat.TEXT;

  /** How it is written. */
  enum ListFormat {
    TEXT,
    JSON,
    CSV,
    ICS
  }

  abstract JsonNode rows(Rota rota, String from, String to);

  abstract void print(JsonNode rows, PrintWriter out);

  /** Of a row, as a spreadsheet has them. */
  abstract List<String> fields();

  @Override
  public final Integer call() {
    var clock = InstantSource.system();
    var rows = rows(rota.rota(spec.commandLine().getErr()), window.from(clock), window.to(clock));
    var out = spec.commandLine().getOut();
    switch (format) {
      case TEXT -> print(rows, out);
      case JSON -> Answers.json(out, rows);
      case CSV -> PlanFiles.csv(rows, fields(), out);
      case ICS -> PlanFiles.calendar(rows, clock.instant(), out);
    }
    return Exit.OK;
  }
}
