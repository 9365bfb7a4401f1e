package dev.watchbill.launcher.cli.rota;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.launcher.cli.terminal.Answers;
import dev.watchbill.launcher.cli.terminal.Exit;
import dev.watchbill.launcher.cli.terminal.Format;
import dev.watchbill.launcher.cli.terminal.Table;
import dev.watchbill.launcher.cli.terminal.Table.Column;
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

/** How the duty is shared out. */
@Command(
    name = "fairness",
    mixinStandardHelpOptions = true,
    description =
        "Says who serves how much, how even the load is, and whether that is within its bound.")
public final class FairnessCommand implements Callable<Integer> {
  private static final List<Column> PEOPLE =
      List.of(
          Column.of("who"),
          Column.of("turns"),
          Column.of("hours"),
          Column.of("night"),
          Column.of("weekend"),
          Column.of("holiday"),
          new Column("BROKEN NIGHTS", person -> Table.text(person.path("brokenNights"))));
  private static final List<Column> MEMBERS =
      List.of(
          Column.of("who"),
          Column.of("share"),
          Column.of("load"),
          new Column("FOR LEAVE", member -> Table.text(member.path("credited"))),
          new Column("NOT COMPARED, AS", member -> Table.text(member.path("apart"))));

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin RotaOptions rota = new RotaOptions();
  @Mixin HalfYears window = new HalfYears();

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
    var out = spec.commandLine().getOut();
    var answer =
        rota.rota(spec.commandLine().getErr())
            .fairness(schedules, window.from(clock), window.to(clock));
    if (format == Format.JSON) {
      Answers.json(out, answer);
    } else {
      answer.forEach(schedule -> schedule(schedule, out));
    }
    return Exit.OK;
  }

  private static void schedule(JsonNode schedule, PrintWriter out) {
    out.printf(
        "%s, hours served from %s to %s%n",
        Table.text(schedule.path("schedule")),
        Table.text(schedule.path("from")),
        Table.text(schedule.path("to")));
    Table.of(schedule.path("people"), PEOPLE).print(out);
    for (var balance : schedule.path("balances")) {
      out.printf(
          "%nload in hours since the first turn of %s, divided by share%n",
          Table.text(balance.path("rotations")));
      Table.of(balance.path("members"), MEMBERS).print(out);
      out.printf(
          "spread %s h, bound %s h: %s%n",
          Table.text(balance.path("spread")),
          Table.text(balance.path("bound")),
          balance.path("holds").asBoolean() ? "holds" : "does not hold");
    }
    out.println();
  }
}
