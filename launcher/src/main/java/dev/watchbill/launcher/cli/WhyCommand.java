package dev.watchbill.launcher.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.launcher.cli.Api.Parameter;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Why an incident went as it did. */
@Command(
    name = "why",
    mixinStandardHelpOptions = true,
    description = "Tells why an incident went as it did: who was paged, who wasn't, and why.")
final class WhyCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin ServerOptions server = new ServerOptions();

  @Parameters(paramLabel = "INCIDENT", description = "Such as checkout-42")
  String incident = "";

  @Option(names = "--person", paramLabel = "PERSON", description = "Only what concerns them.")
  @Nullable String person;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text or json. Default: ${DEFAULT-VALUE}")
  Format format = Format.TEXT;

  @Override
  public Integer call() {
    var query = person == null ? List.<Parameter>of() : List.of(new Parameter("person", person));
    var story = server.api().get("incidents/" + Api.segment(incident) + "/why", query);
    var out = spec.commandLine().getOut();
    if (format == Format.JSON) {
      Answers.json(out, story);
    } else {
      print(story, out);
    }
    return Exit.OK;
  }

  private static void print(JsonNode story, PrintWriter out) {
    out.println(
        "%s is %s (%s): %s"
            .formatted(
                text(story, "incident"),
                text(story, "status"),
                text(story, "severity"),
                text(story, "why")));
    section(out, "Who was given it", story.path("people"), WhyCommand::given);
    section(out, "Pages", story.path("pages"), WhyCommand::page);
    section(out, "Not paged", story.path("notPaged"), WhyCommand::notPaged);
    section(out, "Ahead", story.path("path"), WhyCommand::ahead);
    section(out, "Step by step", story.path("story"), WhyCommand::step);
  }

  private static void section(
      PrintWriter out,
      String title,
      JsonNode items,
      java.util.function.Function<JsonNode, String> line) {
    if (!items.isEmpty()) {
      out.println();
      out.println(title);
      items.forEach(item -> out.println("  " + line.apply(item)));
    }
  }

  private static String given(JsonNode item) {
    return "%s  step %s  %s by %s: %s"
        .formatted(
            text(item, "at"),
            text(item, "step"),
            text(item, "person"),
            text(item, "via"),
            text(item, "why"));
  }

  private static String page(JsonNode item) {
    var line =
        new StringBuilder(
            "%s  %s by %s: %s"
                .formatted(
                    text(item, "at"), text(item, "person"), text(item, "via"), text(item, "why")));
    for (var fate : item.path("receipts")) {
      var reason = text(fate, "reason");
      line.append("; ").append(text(fate, "outcome"));
      line.append(reason.isEmpty() ? "" : " (" + reason + ")");
    }
    return text(item, "cancelledAt").isEmpty() ? line.toString() : line + "; cancelled";
  }

  private static String notPaged(JsonNode item) {
    var whom = text(item, "person");
    var step = whom.isEmpty() ? "step " + text(item, "step") : whom;
    return "%s  %s: %s".formatted(text(item, "at"), step, text(item, "why"));
  }

  private static String ahead(JsonNode item) {
    return "%s  step %s: %s".formatted(text(item, "at"), text(item, "step"), text(item, "people"));
  }

  private static String step(JsonNode item) {
    return "%s  %s: %s".formatted(text(item, "at"), text(item, "type"), text(item, "why"));
  }

  private static String text(JsonNode item, String field) {
    return Table.text(item.path(field));
  }
}
