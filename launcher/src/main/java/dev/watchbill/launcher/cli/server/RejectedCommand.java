package dev.watchbill.launcher.cli.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.watchbill.launcher.cli.server.Api.Parameter;
import dev.watchbill.launcher.cli.terminal.Answers;
import dev.watchbill.launcher.cli.terminal.Exit;
import dev.watchbill.launcher.cli.terminal.Failure;
import dev.watchbill.launcher.cli.terminal.Format;
import dev.watchbill.launcher.cli.terminal.Table;
import dev.watchbill.launcher.cli.terminal.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What intake refused: listed, and shown with its body, such as for {@code watchbill map}. */
@Command(
    name = "rejected",
    mixinStandardHelpOptions = true,
    description = "Lists and shows what intake refused, and why; and has it taken in once more.",
    subcommands = {
      RejectedCommand.ListAll.class,
      RejectedCommand.Show.class,
      RejectedCommand.TakeIn.class
    })
public final class RejectedCommand implements Runnable {
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Expected list, show or replay, such as: watchbill rejected list");
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists what was refused lately, newest first.")
  static final class ListAll implements Callable<Integer> {
    private static final List<Column> COLUMNS =
        List.of(
            Column.of("id"),
            Column.of("at"),
            Column.of("integration"),
            new Column("ANSWER", item -> Table.text(item.path("status"))),
            new Column("WHERE", item -> Table.text(item.path("path"))),
            Column.of("reason"),
            new Column("REPLAYED", item -> Table.text(item.path("replay").path("outcome"))));

    @Spec CommandSpec spec = CommandSpec.create();
    @Mixin ServerOptions server = new ServerOptions();

    @Option(
        names = "--integration",
        paramLabel = "NAME",
        description = "Only of this one; \"unknown\": without a key that is known.")
    @Nullable String integration;

    @Option(
        names = "--limit",
        paramLabel = "N",
        description = "How many at most. Default: ${DEFAULT-VALUE}")
    int limit = 50;

    @Option(
        names = "--format",
        paramLabel = "FORMAT",
        description = "text or json. Default: ${DEFAULT-VALUE}")
    Format format = Format.TEXT;

    @Override
    public Integer call() {
      var query = new ArrayList<Parameter>();
      query.add(new Parameter("limit", Integer.toString(limit)));
      if (integration != null) {
        query.add(new Parameter("integration", integration));
      }
      var items = server.api().get("rejected", query).path("items");
      return Answers.list(
          spec.commandLine().getOut(), format, items, COLUMNS, "nothing was refused");
    }
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Shows one that was refused: what it was answered, and its body.")
  static final class Show implements Callable<Integer> {
    @Spec CommandSpec spec = CommandSpec.create();
    @Mixin ServerOptions server = new ServerOptions();

    @Parameters(index = "0", paramLabel = "ID", description = "See: watchbill rejected list")
    String id = "";

    @Option(names = "--body", description = "The body alone, as a file for watchbill map.")
    boolean body;

    @Option(
        names = "--format",
        paramLabel = "FORMAT",
        description = "text or json. Default: ${DEFAULT-VALUE}")
    Format format = Format.TEXT;

    @Override
    public Integer call() {
      var item = server.api().get("rejected/" + Api.segment(id), List.of());
      var out = spec.commandLine().getOut();
      if (body) {
        out.println(Table.shown(item.path("body").asText()));
      } else if (format == Format.JSON) {
        Answers.json(out, item);
      } else {
        for (var field : List.of("at", "integration", "path", "sender", "status", "reason")) {
          out.printf("%-12s %s%n", field, Table.text(item.path(field)));
        }
        out.printf("%n%s%n", Table.shown(item.path("body").asText()));
        if (item.path("truncated").asBoolean()) {
          out.println("(and more, which wasn't kept)");
        }
      }
      return Exit.OK;
    }
  }

  @Command(
      name = "replay",
      mixinStandardHelpOptions = true,
      description =
          "Has intake take in once more what it refused, by the mapping in force. Taken in once,"
              + " nothing is taken in twice.")
  static final class TakeIn implements Callable<Integer> {
    @Spec CommandSpec spec = CommandSpec.create();
    @Mixin ServerOptions server = new ServerOptions();

    @Parameters(
        index = "0..*",
        arity = "0..*",
        paramLabel = "ID",
        description = "See: watchbill rejected list")
    List<String> ids = new ArrayList<>();

    @Option(
        names = "--integration",
        paramLabel = "NAME",
        description = "All of this one that are kept and weren't taken in yet, oldest first.")
    @Nullable String integration;

    @Override
    public Integer call() {
      if (ids.isEmpty() == (integration == null)) {
        throw new ParameterException(
            spec.commandLine(),
            "Expected the ids of what was refused, or --integration NAME, and not both");
      }
      var api = server.api();
      var wanted = integration == null ? ids : waiting(api, integration);
      var out = spec.commandLine().getOut();
      if (wanted.isEmpty()) {
        out.println("nothing to take in");
      }
      var exit = Exit.OK;
      for (var id : wanted) {
        exit = Math.max(exit, one(api, id));
      }
      return exit;
    }

    /** What one refusal is answered with must not keep the others from being taken in. */
    private int one(Api api, String id) {
      var empty = JsonNodeFactory.instance.objectNode();
      try {
        var done = api.post("rejected/" + Api.segment(id) + "/replay", empty).body();
        spec.commandLine()
            .getOut()
            .printf(
                "%s %s, %s alerts: %s%n",
                id,
                done.path("outcome").asText(),
                done.path("alerts").asText(),
                Table.text(done.path("why")));
        return Exit.OK;
      } catch (Failure e) {
        if (e.exit() != Exit.REFUSED) {
          throw e;
        }
        spec.commandLine().getOut().printf("%s refused: %s%n", id, e.getMessage());
        return Exit.REFUSED;
      }
    }

    private static List<String> waiting(Api api, String integration) {
      var found = new ArrayList<String>();
      var cursor = "";
      do {
        var query = new ArrayList<Parameter>();
        query.add(new Parameter("integration", integration));
        query.add(new Parameter("limit", "100"));
        if (!cursor.isEmpty()) {
          query.add(new Parameter("cursor", cursor));
        }
        var page = api.get("rejected", query);
        for (var item : page.path("items")) {
          var replay = item.path("replay");
          var done =
              replay.path("outcome").asText().equals("accepted")
                  && replay.path("alerts").asInt() > 0;
          if (!done && item.path("bytes").asInt() > 0) {
            found.add(item.path("id").asText());
          }
        }
        cursor = page.path("next").asText("");
      } while (!cursor.isEmpty() && !cursor.equals("null"));
      return found.reversed();
    }
  }
}
