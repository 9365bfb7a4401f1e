package dev.watchbill.launcher.cli.rota;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.launcher.cli.terminal.Table;
import dev.watchbill.launcher.cli.terminal.Table.Column;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;

/** What is uncovered. */
@Command(
    name = "gaps",
    mixinStandardHelpOptions = true,
    description = "Lists when promised time has nobody on call.")
public final class GapsCommand extends PlanListing {
  private static final List<Column> COLUMNS =
      List.of(Column.of("schedule"), Column.of("start"), Column.of("end"));

  @Override
  JsonNode rows(Rota rota, String from, String to) {
    return rota.gaps(schedules, from, to);
  }

  @Override
  void print(JsonNode gaps, PrintWriter out) {
    if (gaps.isEmpty()) {
      out.println("no gaps");
    } else {
      Table.of(gaps, COLUMNS).print(out);
    }
  }

  @Override
  List<String> fields() {
    return List.of("schedule", "start", "end");
  }
}
