package dev.watchbill.launcher.cli.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.launcher.cli.terminal.Answers;
import dev.watchbill.launcher.cli.terminal.Exit;
import dev.watchbill.launcher.cli.terminal.Failure;
import dev.watchbill.launcher.cli.terminal.Format;
import dev.watchbill.launcher.cli.terminal.Table;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks for people without any alert. */
@Command(
    name = "page",
    mixinStandardHelpOptions = true,
    description = {
      "Pages people by hand, without any alert.",
      "Whom it names first, then as the policy of the service says, until somebody has it.",
      "'watchbill page me' tries your own pages, by your own rules: nobody else is paged."
    })
public final class PageCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin ServerOptions server = new ServerOptions();

  @Parameters(
      arity = "0..*",
      paramLabel = "WHO",
      description = "People, me, team:ID, or schedule:ID. Default: whom the policy names")
  List<String> who = List.of();

  @Option(names = "--service", paramLabel = "SERVICE", description = "What it is about.")
  @Nullable String service;

  @Option(
      names = "--severity",
      paramLabel = "SEVERITY",
      description = "critical, error, warning or info. Default: error")
  @Nullable String severity;

  @Option(
      names = {"-m", "--message"},
      paramLabel = "TEXT",
      description = "What they are asked for. Needed unless only you are paged.")
  String message = "";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text or json. Default: ${DEFAULT-VALUE}")
  Format format = Format.TEXT;

  @Override
  public Integer call() {
    if (message.isBlank() && !(service == null && who.equals(List.of("me")))) {
      throw new Failure(Exit.USAGE, "Expected --message, as others are paged");
    }
    var answer = server.api().post("pages", body());
    var out = spec.commandLine().getOut();
    if (format == Format.JSON) {
      Answers.json(out, answer.body());
    } else {
      out.println(
          "%s: %s"
              .formatted(
                  Table.text(answer.body().path("incident")),
                  Table.text(answer.body().path("why"))));
    }
    if (answer.status() == 202) {
      throw new Failure(
          Exit.UNREACHABLE, "It is recorded, but nothing answered yet: see watchbill incidents");
    }
    return Exit.OK;
  }

  private ObjectNode body() {
    var body = JsonNodeFactory.instance.objectNode().put("text", message);
    if (service != null) {
      body.put("service", service);
    }
    if (severity != null) {
      body.put("severity", severity);
    }
    who.forEach(body.withArrayProperty("to")::add);
    return body;
  }
}
