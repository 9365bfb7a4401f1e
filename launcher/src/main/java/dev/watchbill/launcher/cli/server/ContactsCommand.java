package dev.watchbill.launcher.cli.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.launcher.cli.terminal.Answers;
import dev.watchbill.launcher.cli.terminal.Exit;
import dev.watchbill.launcher.cli.terminal.Format;
import dev.watchbill.launcher.cli.terminal.Table;
import java.io.PrintWriter;
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

/** How somebody is reached, as they say themselves. */
@Command(
    name = "contacts",
    mixinStandardHelpOptions = true,
    description = {
      "How you are reached: your own word wins over the roster's.",
      "Setting it needs a token of yours (WATCHBILL_TOKEN)."
    },
    subcommands = {
      ContactsCommand.Show.class,
      ContactsCommand.Add.class,
      ContactsCommand.Confirm.class,
      ContactsCommand.Remove.class,
      ContactsCommand.Rules.class
    })
public final class ContactsCommand implements Runnable {
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Expected show, add, confirm, remove or rules, such as: watchbill contacts show");
  }

  /** What they have in common: a server, and the settings it answers with. */
  abstract static class Asking implements Callable<Integer> {
    @Spec CommandSpec spec = CommandSpec.create();
    @Mixin ServerOptions server = new ServerOptions();

    @Option(
        names = "--format",
        paramLabel = "FORMAT",
        description = "text or json. Default: ${DEFAULT-VALUE}")
    Format format = Format.TEXT;

    abstract JsonNode ask(Api api);

    @Override
    public Integer call() {
      var settings = ask(server.api());
      var out = spec.commandLine().getOut();
      if (format == Format.JSON) {
        Answers.json(out, settings);
      } else {
        print(out, settings);
      }
      return Exit.OK;
    }
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Shows your contacts, rules and quiet hours, or for managers somebody's.")
  static final class Show extends Asking {
    @Option(names = "--person", paramLabel = "PERSON", description = "Default: you")
    String person = "me";

    @Override
    JsonNode ask(Api api) {
      return api.get("people/" + Api.segment(person) + "/settings", List.of());
    }
  }

  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = {
        "Sends a code to an address; once it is confirmed, pages go there.",
        "Until then they go where they went."
      })
  static final class Add extends Asking {
    @Parameters(
        index = "0",
        paramLabel = "KIND",
        description = "phone, email, push, slack or teams")
    String kind = "";

    @Parameters(index = "1", paramLabel = "ADDRESS", description = "Such as +491701234567")
    String address = "";

    @Override
    JsonNode ask(Api api) {
      var body = JsonNodeFactory.instance.objectNode().put("kind", kind).put("address", address);
      var settings = api.post("people/me/contacts", body).body();
      spec.commandLine()
          .getErr()
          .println("A code is on its way. Then: watchbill contacts confirm " + kind + " CODE");
      return settings;
    }
  }

  @Command(
      name = "confirm",
      mixinStandardHelpOptions = true,
      description = "Takes the code that arrived at an address.")
  static final class Confirm extends Asking {
    @Parameters(index = "0", paramLabel = "KIND", description = "As it was added")
    String kind = "";

    @Parameters(index = "1", paramLabel = "CODE", description = "Six digits")
    String code = "";

    @Override
    JsonNode ask(Api api) {
      var body = JsonNodeFactory.instance.objectNode().put("code", code);
      return api.post("people/me/contacts/" + Api.segment(kind) + "/confirm", body).body();
    }
  }

  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      description = "Takes an address of yours away; the roster's holds again.")
  static final class Remove extends Asking {
    @Parameters(
        index = "0",
        paramLabel = "KIND",
        description = "phone, email, push, slack or teams")
    String kind = "";

    @Override
    JsonNode ask(Api api) {
      api.delete("people/me/contacts/" + Api.segment(kind));
      return api.get("people/me/settings", List.of());
    }
  }

  @Command(
      name = "rules",
      mixinStandardHelpOptions = true,
      description = {
        "Sets by what you are reached, after how long, and when what isn't urgent waits.",
        "What isn't named stays; the word roster makes the roster's hold again."
      })
  static final class Rules extends Asking {
    private static final String ROSTER = "roster";

    @Option(
        names = "--high",
        paramLabel = "RULES",
        description = "For what is urgent, such as slack,sms/1m,call/3m")
    @Nullable String high;

    @Option(names = "--low", paramLabel = "RULES", description = "For what isn't, such as slack")
    @Nullable String low;

    @Option(
        names = "--do-not-disturb",
        paramLabel = "HOURS",
        description = "In your zone, such as 22:00-07:00; repeat it for more. none: no such hours")
    List<String> quiet = List.of();

    @Override
    JsonNode ask(Api api) {
      if (high == null && low == null && quiet.isEmpty()) {
        throw new ParameterException(
            spec.commandLine(), "Expected --high, --low or --do-not-disturb, but got none of them");
      }
      var now = api.get("people/me/settings", List.of());
      var body = JsonNodeFactory.instance.objectNode();
      body.set("high", rules(high, now.path("high")));
      body.set("low", rules(low, now.path("low")));
      body.set("doNotDisturb", hours(now.path("doNotDisturb")));
      return api.put("people/me/settings", body);
    }

    private static JsonNode rules(@Nullable String text, JsonNode now) {
      if (text == null ? !now.path("own").asBoolean() : text.equals(ROSTER)) {
        return JsonNodeFactory.instance.nullNode();
      }
      var rules = JsonNodeFactory.instance.arrayNode();
      if (text == null) {
        now.path("rules").forEach(rule -> add(rules, rule.path("via").asText(), after(rule)));
      } else {
        for (var rule : text.split(",", -1)) {
          var parts = rule.strip().split("/", 2);
          add(rules, parts[0], parts.length > 1 ? parts[1] : "0s");
        }
      }
      return rules;
    }

    private static void add(ArrayNode rules, String via, String after) {
      rules.addObject().put("via", via).put("after", after);
    }

    private JsonNode hours(JsonNode now) {
      if (quiet.isEmpty()) {
        return now.path("own").asBoolean()
            ? now.path("hours")
            : JsonNodeFactory.instance.nullNode();
      }
      if (quiet.contains(ROSTER)) {
        return JsonNodeFactory.instance.nullNode();
      }
      var hours = JsonNodeFactory.instance.arrayNode();
      quiet.stream().filter(span -> !span.equals("none")).forEach(span -> hours.add(window(span)));
      return hours;
    }

    private static ObjectNode window(String span) {
      var ends = new ArrayList<>(List.of(span.split("-", 2)));
      ends.add("");
      return JsonNodeFactory.instance
          .objectNode()
          .put("from", ends.get(0).strip())
          .put("to", ends.get(1).strip());
    }
  }

  private static String after(JsonNode rule) {
    return rule.path("after").asText();
  }

  private static void print(PrintWriter out, JsonNode settings) {
    for (var contact : settings.path("contacts")) {
      var state = contact.path("inUse").asBoolean() ? "in use" : "not confirmed";
      out.printf(
          "%-8s %-30s %s, %s%n",
          text(contact, "kind"), text(contact, "address"), whose(contact), state);
    }
    out.println("urgent:        " + rules(settings.path("high")));
    out.println("not urgent:    " + rules(settings.path("low")));
    out.println("don't disturb: " + quiet(settings.path("doNotDisturb")));
  }

  private static String rules(JsonNode notify) {
    var rules = new ArrayList<String>();
    notify
        .path("rules")
        .forEach(rule ->
            rules.add(
                text(rule, "via")
                    + (after(rule).equals("0s") ? "" : " after " + after(rule))
                    + (rule.path("works").asBoolean() ? "" : " (not set up)")));
    var works = notify.path("works").asBoolean() ? "" : "; no rule works: any contact is used";
    return (rules.isEmpty() ? "any contact" : String.join(", ", rules))
        + " ("
        + whose(notify)
        + ")"
        + works;
  }

  private static String quiet(JsonNode quiet) {
    var hours = new ArrayList<String>();
    quiet
        .path("hours")
        .forEach(window -> hours.add(text(window, "from") + "-" + text(window, "to")));
    return (hours.isEmpty() ? "never" : String.join(", ", hours)) + " (" + whose(quiet) + ")";
  }

  private static String whose(JsonNode node) {
    return node.path("own").asBoolean() ? "your own" : "the roster's";
  }

  private static String text(JsonNode node, String field) {
    return Table.text(node.path(field));
  }
}
