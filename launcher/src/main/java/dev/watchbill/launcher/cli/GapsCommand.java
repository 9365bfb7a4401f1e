package dev.watchbill.launcher.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.launcher.cli.Table.Column;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What is uncovered. */
@Command(
    name = "gaps",
    mixinStandardHelpOptions = true,
    description = "Lists when promised time has nobody on call.")
final class GapsCommand extends SchedulesQuestion {
  private static final List<Column> COLUMNS =
      List.of(Column.of("schedule"), Column.of("start"), Column.of("end"));

  @Mixin RotaOptions rota = new RotaOptions();
  @Mixin Window window = new Window();

  @Override
  JsonNode answer(PrintWriter err, InstantSource clock) {
    return rota.rota(err).gaps(schedules, window.from(clock), window.to(clock));
  }

  @Override
  void print(JsonNode answer, PrintWriter out) {
    if (answer.isEmpty()) {
      out.println("no gaps");
    } else {
      Table.of(answer, COLUMNS).print(out);
    }
  }
}
