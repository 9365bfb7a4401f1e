package dev.watchbill.launcher.cli.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.watchbill.launcher.cli.terminal.Answers;
import dev.watchbill.launcher.cli.terminal.Exit;
import dev.watchbill.launcher.cli.terminal.Format;
import dev.watchbill.launcher.cli.terminal.Table;
import dev.watchbill.launcher.cli.terminal.Table.Column;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Private addresses at which calendar programs find shifts. */
@Command(
    name = "calendars",
    mixinStandardHelpOptions = true,
    description = "Makes, lists and revokes calendar feeds of shifts.",
    subcommands = {
      CalendarsCommand.Create.class,
      CalendarsCommand.ListAll.class,
      CalendarsCommand.Revoke.class
    })
public final class CalendarsCommand implements Runnable {
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Expected create, list or revoke, such as: watchbill calendars create --person asha");
  }

  /** What they have in common: a server. */
  abstract static class Asking implements Callable<Integer> {
    @Spec CommandSpec spec = CommandSpec.create();
    @Mixin ServerOptions server = new ServerOptions();
  }

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Makes a feed and prints its address, this once.")
  static final class Create extends Asking {
    @ArgGroup(multiplicity = "1")
    What what = new What();

    static final class What {
      @Option(
          names = "--schedule",
          paramLabel = "SCHEDULE",
          description = "Everybody's shifts in it.")
      @Nullable String schedule;

      @Option(
          names = "--person",
          paramLabel = "PERSON",
          description = "Their shifts, in all schedules.")
      @Nullable String person;
    }

    @Option(
        names = "--format",
        paramLabel = "FORMAT",
        description = "text (the address alone) or json. Default: ${DEFAULT-VALUE}")
    Format format = Format.TEXT;

    @Override
    public Integer call() {
      var body = JsonNodeFactory.instance.objectNode();
      if (what.schedule != null) {
        body.put("schedule", what.schedule);
      } else {
        body.put("person", what.person);
      }
      var api = server.api();
      var made = api.post("calendars", body).body();
      if (format == Format.JSON) {
        Answers.json(spec.commandLine().getOut(), made);
      } else {
        spec.commandLine().getOut().println(api.address(made.path("path").asText()));
        spec.commandLine()
            .getErr()
            .println(
                "This is shown once; whoever has it sees the shifts. To take it back: watchbill"
                    + " calendars revoke "
                    + made.path("id").asText());
      }
      return Exit.OK;
    }
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists your feeds, without their addresses; an admin's list has everybody's.")
  static final class ListAll extends Asking {
    private static final List<Column> COLUMNS =
        List.of(
            Column.of("id"),
            Column.of("schedule"),
            Column.of("person"),
            Column.of("by"),
            new Column("MADE", feed -> Table.text(feed.path("createdAt"))));

    @Option(
        names = "--format",
        paramLabel = "FORMAT",
        description = "text or json. Default: ${DEFAULT-VALUE}")
    Format format = Format.TEXT;

    @Override
    public Integer call() {
      var items = server.api().get("calendars", List.of()).path("items");
      return Answers.list(spec.commandLine().getOut(), format, items, COLUMNS, "no calendars");
    }
  }

  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description = "Takes an address back; it shows nothing any more.")
  static final class Revoke extends Asking {
    @Parameters(paramLabel = "ID", description = "See: watchbill calendars list")
    String id = "";

    @Override
    public Integer call() {
      server.api().delete("calendars/" + Api.segment(id));
      spec.commandLine().getOut().println("calendar " + id + " revoked");
      return Exit.OK;
    }
  }
}
