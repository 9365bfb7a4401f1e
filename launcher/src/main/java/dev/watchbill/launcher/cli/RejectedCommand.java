package dev.watchbill.launcher.cli;

import dev.watchbill.launcher.cli.Api.Parameter;
import dev.watchbill.launcher.cli.Table.Column;
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
    description = "Lists and shows what intake refused, and why.",
    subcommands = {RejectedCommand.ListAll.class, RejectedCommand.Show.class})
final class RejectedCommand implements Runnable {
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Expected list or show, such as: watchbill rejected list");
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
            Column.of("reason"));

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
      var out = spec.commandLine().getOut();
      if (format == Format.JSON) {
        Answers.json(out, items);
      } else if (items.isEmpty()) {
        out.println("nothing was refused");
      } else {
        Table.of(items, COLUMNS).print(out);
      }
      return Exit.OK;
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
}
