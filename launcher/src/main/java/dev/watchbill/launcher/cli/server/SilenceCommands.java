package dev.watchbill.launcher.cli.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.launcher.cli.terminal.Answers;
import dev.watchbill.launcher.cli.terminal.Exit;
import dev.watchbill.launcher.cli.terminal.Format;
import dev.watchbill.launcher.cli.terminal.HowLong;
import dev.watchbill.launcher.cli.terminal.Table;
import dev.watchbill.launcher.cli.terminal.Table.Column;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Alerts that page nobody for a while. */
public final class SilenceCommands {
  private static final List<Column> COLUMNS =
      List.of(
          Column.of("id"),
          Column.of("state"),
          new Column("UNTIL", silence -> Table.text(silence.path("endsAt"))),
          new Column("BY", silence -> Table.text(silence.path("createdBy"))),
          new Column("WHAT", SilenceCommands::what),
          Column.of("comment"));

  private SilenceCommands() {}

  /** What they have in common. */
  abstract static class OfServer implements Callable<Integer> {
    @Spec CommandSpec spec = CommandSpec.create();
    @Mixin ServerOptions server = new ServerOptions();
  }

  /** Those that answer with something. */
  abstract static class Answered extends OfServer {
    @Option(
        names = "--format",
        paramLabel = "FORMAT",
        description = "text or json. Default: ${DEFAULT-VALUE}")
    Format format = Format.TEXT;
  }

  @Command(
      name = "silence",
      mixinStandardHelpOptions = true,
      description = {
        "Alerts that match page nobody until a time.",
        "What still fires then is paged as if it were new."
      })
  public static final class Silence extends Answered {
    private static final Pattern CONDITION =
        Pattern.compile("([^=!~\\s]+)(=~|!~|!=|=)(.*)", Pattern.DOTALL);

    @Parameters(
        arity = "0..*",
        paramLabel = "MATCHER",
        description = "env=staging, env!=staging, env=~stag.*, env!~stag.*, or an alert's name")
    List<String> matchers = List.of();

    @Option(names = "--service", paramLabel = "SERVICE", description = "Only of this service.")
    @Nullable String service;

    @Option(names = "--team", paramLabel = "TEAM", description = "Only of this team.")
    @Nullable String team;

    @ArgGroup(multiplicity = "1")
    HowLong how = new HowLong();

    @Option(
        names = {"-m", "--message"},
        required = true,
        paramLabel = "TEXT",
        description = "Why, for those who wonder.")
    String message = "";

    @Override
    public Integer call() {
      var answer = server.api().post("silences", body()).body();
      var out = spec.commandLine().getOut();
      if (format == Format.JSON) {
        Answers.json(out, answer);
      } else {
        out.printf(
            "silence %s: %s until %s%n",
            answer.path("id").asText(), what(answer), answer.path("endsAt").asText());
      }
      return Exit.OK;
    }

    private ObjectNode body() {
      var body = JsonNodeFactory.instance.objectNode();
      var conditions = body.putArray("matchers");
      matchers.forEach(text -> conditions.add(condition(text)));
      if (service != null) {
        body.put("service", service);
      }
      if (team != null) {
        body.put("team", team);
      }
      return body.put("endsAt", how.until(InstantSource.system()).toString())
          .put("comment", message);
    }

    private static ObjectNode condition(String text) {
      var parts = CONDITION.matcher(text);
      var condition = JsonNodeFactory.instance.objectNode();
      if (!parts.matches()) {
        return condition.put("name", "alertname").put("value", text);
      }
      return condition
          .put("name", parts.group(1))
          .put("value", parts.group(3))
          .put("isRegex", parts.group(2).endsWith("~"))
          .put("isEqual", !parts.group(2).startsWith("!"));
    }
  }

  @Command(
      name = "silences",
      mixinStandardHelpOptions = true,
      description = "Lists silences that are in force, or will be.")
  public static final class Silences extends Answered {
    @Option(names = "--ended", description = "Those of the last 30 days that are over.")
    boolean ended;

    @Override
    public Integer call() {
      var query = ended ? List.of(new Api.Parameter("state", "ended")) : List.<Api.Parameter>of();
      var items = server.api().get("silences", query).path("items");
      return Answers.list(spec.commandLine().getOut(), format, items, COLUMNS, "no silences");
    }
  }

  @Command(
      name = "unsilence",
      mixinStandardHelpOptions = true,
      description = "Ends a silence; what still fires is paged within a minute.")
  public static final class Unsilence extends OfServer {
    @Parameters(index = "0", paramLabel = "ID", description = "As watchbill silences lists it")
    String id = "";

    @Override
    public Integer call() {
      server.api().delete("silences/" + Api.segment(id));
      spec.commandLine().getOut().println("silence " + id + ": ended");
      return Exit.OK;
    }
  }

  /** The matchers as they are typed, with service and team. */
  private static String what(JsonNode silence) {
    var matchers =
        StreamSupport.stream(silence.path("matchers").spliterator(), false)
            .map(SilenceCommands::typed)
            .collect(Collectors.joining(" "));
    var service = silence.path("service").isTextual() ? " of " + text(silence, "service") : "";
    var team = silence.path("team").isTextual() ? " of team " + text(silence, "team") : "";
    return (matchers.isEmpty() ? "everything" : matchers) + service + team;
  }

  private static String typed(JsonNode matcher) {
    var equal = matcher.path("isEqual").asBoolean(true);
    var regex = matcher.path("isRegex").asBoolean(false);
    var operator = regex ? (equal ? "=~" : "!~") : (equal ? "=" : "!=");
    return text(matcher, "name") + operator + text(matcher, "value");
  }

  private static String text(JsonNode node, String field) {
    return Table.text(node.path(field));
  }
}
