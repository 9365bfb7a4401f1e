package dev.watchbill.launcher.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A question about schedules, answered by an array: for people, or as JSON. */
abstract class SchedulesQuestion implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "SCHEDULE", description = "None: all schedules.")
  List<String> schedules = List.of();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text or json. Default: ${DEFAULT-VALUE}")
  Format format = Format.TEXT;

  /**
   * The answer.
   *
   * @param err is told what it is worth
   */
  abstract JsonNode answer(PrintWriter err, InstantSource clock);

  abstract void print(JsonNode answer, PrintWriter out);

  @Override
  public final Integer call() {
    var answer = answer(spec.commandLine().getErr(), InstantSource.system());
    var out = spec.commandLine().getOut();
    if (format == Format.JSON) {
      Answers.json(out, answer);
    } else {
      print(answer, out);
    }
    return Exit.OK;
  }
}
