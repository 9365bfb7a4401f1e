package dev.watchbill.launcher.cli.rota;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.launcher.cli.terminal.Table;
import dev.watchbill.launcher.cli.terminal.Table.Column;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;

/** The plan. */
@Command(
    name = "shifts",
    mixinStandardHelpOptions = true,
    description = "Lists the shifts of a window.")
public final class ShiftsCommand extends PlanListing {
  private static final List<Column> COLUMNS =
      List.of(
          Column.of("schedule"),
          Column.of("start"),
          Column.of("end"),
          Column.of("who"),
          Column.of("kind"),
          Column.of("why"));

  @Override
  JsonNode rows(Rota rota, String from, String to) {
    return rota.shifts(schedules, from, to);
  }

  @Override
  void print(JsonNode shifts, PrintWriter out) {
    Table.of(shifts, COLUMNS).print(out);
  }

  @Override
  List<String> fields() {
    return List.of("schedule", "rotation", "turn", "who", "start", "end", "kind", "why");
  }
}
