package dev.watchbill.launcher.cli.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.watchbill.launcher.cli.terminal.Answers;
import dev.watchbill.launcher.cli.terminal.Exit;
import dev.watchbill.launcher.cli.terminal.Failure;
import dev.watchbill.launcher.cli.terminal.Format;
import dev.watchbill.launcher.cli.terminal.Length;
import dev.watchbill.launcher.cli.terminal.Table;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Sends a test alert and tells its way while it goes: intake, incident, who was paged, what became
 * of each page, and its end.
 */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = {
      "Sends a test alert as this integration's and shows its whole way.",
      "It pages whoever is on call; it is marked as a test, ends by itself after two minutes, and"
          + " counts in no statistics."
    })
final class IntegrationTestCommand implements Callable<Integer> {
  private static final Duration LOOK = Duration.ofMillis(500);

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin ServerOptions server = new ServerOptions();

  @Parameters(index = "0", paramLabel = "NAME", description = "As in the roster")
  String integration = "";

  @Option(
      names = "--service",
      paramLabel = "SERVICE",
      description = "Which service it is about. Default: the integration's own.")
  @Nullable String service;

  @Option(
      names = "--severity",
      paramLabel = "SEVERITY",
      description = "critical, error, warning or info. Default: the integration's own.")
  @Nullable String severity;

  @Option(
      names = "--wait",
      paramLabel = "DURATION",
      description =
          "How long its way is followed; 3m sees its end, 0s only sends. Default: ${DEFAULT-VALUE}")
  String wait = "30s";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text or json (at the end). Default: ${DEFAULT-VALUE}")
  Format format = Format.TEXT;

  private final Set<String> told = new HashSet<>();

  @Override
  public Integer call() throws InterruptedException {
    var length = wait.matches("0[smh]?") ? Duration.ZERO : Length.of("--wait", wait);
    var body = JsonNodeFactory.instance.objectNode();
    if (service != null) {
      body.put("service", service);
    }
    if (severity != null) {
      body.put("severity", severity);
    }
    var api = server.api();
    var path = "integrations/" + Api.segment(integration) + "/";
    var test = api.post(path + "test", body).body();
    var id = test.path("id").asText();
    var until = System.nanoTime() + length.toNanos();
    tell(test);
    while (!isOver(test) && System.nanoTime() < until) {
      Thread.sleep(LOOK);
      test = look(api, path + "tests/" + Api.segment(id), test);
      tell(test);
    }
    return end(test);
  }

  /** What intake hasn't sent yet isn't there yet. */
  private static JsonNode look(Api api, String path, JsonNode before) {
    try {
      return api.get(path, List.of());
    } catch (Failure e) {
      if (e.exit() == Exit.REFUSED) {
        return before;
      }
      throw e;
    }
  }

  private static boolean isOver(JsonNode test) {
    return test.path("story").path("status").asText().equals("resolved");
  }

  private Integer end(JsonNode test) {
    var out = spec.commandLine().getOut();
    if (format == Format.JSON) {
      Answers.json(out, test);
    }
    if (test.path("alert").isNull()) {
      return failed("Expected intake to send it, but it hasn't yet");
    }
    if (test.path("story").isNull()) {
      return failed("Expected an incident to come of it, but there is none yet");
    }
    if (!isReached(test)) {
      return failed("Expected somebody to be reached, but nobody was so far");
    }
    return Exit.OK;
  }

  private Integer failed(String sentence) {
    spec.commandLine().getErr().println(sentence);
    return Exit.REFUSED;
  }

  private static boolean isReached(JsonNode test) {
    for (var page : test.path("story").path("pages")) {
      for (var receipt : page.path("receipts")) {
        if (!receipt.path("outcome").asText().equals("failed")) {
          return true;
        }
      }
    }
    return false;
  }

  private void tell(JsonNode test) {
    if (format == Format.JSON) {
      return;
    }
    var alert = test.path("alert");
    if (!alert.isNull()) {
      line(
          "intake",
          alert.path("receivedAt"),
          "alert %s for service %s, %s"
              .formatted(
                  test.path("id").asText(),
                  alert.path("service").asText(),
                  alert.path("severity").asText()));
    }
    var story = test.path("story");
    if (story.isNull() || story.isMissingNode()) {
      return;
    }
    line(
        "incident",
        story.path("openedAt"),
        story.path("incident").asText() + ": " + story.path("why").asText());
    for (var page : story.path("pages")) {
      var whom = page.path("person").asText() + " by " + page.path("via").asText();
      line("page", page.path("at"), whom + ": " + page.path("why").asText());
      for (var receipt : page.path("receipts")) {
        line(
            "receipt",
            receipt.path("at"),
            (whom + ": " + receipt.path("outcome").asText() + " " + receipt.path("reason").asText())
                .strip());
      }
    }
    for (var left : story.path("notPaged")) {
      line("not paged", left.path("at"), left.path("why").asText());
    }
    for (var step : story.path("story")) {
      var type = step.path("type").asText();
      if (Set.of("acknowledged", "expired", "suppressed", "deferred", "resolved").contains(type)) {
        line(type, step.path("at"), step.path("why").asText());
      }
    }
  }

  private void line(String what, JsonNode at, String sentence) {
    var line = "%-12s %s  %s".formatted(what, at.asText(), Table.oneLine(sentence));
    // The alert's time moves when it ends.
    if (told.add(what.equals("intake") ? what : line)) {
      var out = spec.commandLine().getOut();
      out.println(line);
      out.flush();
    }
  }
}
