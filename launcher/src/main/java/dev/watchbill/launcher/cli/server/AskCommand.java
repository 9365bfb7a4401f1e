package dev.watchbill.launcher.cli.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.launcher.cli.terminal.Answers;
import dev.watchbill.launcher.cli.terminal.Exit;
import dev.watchbill.launcher.cli.terminal.Failure;
import dev.watchbill.launcher.cli.terminal.Format;
import dev.watchbill.launcher.cli.terminal.Table;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a person asks of a plan: at a server, with an outcome. */
abstract class AskCommand implements Callable<Integer> {
  static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin ServerOptions server = new ServerOptions();

  @Option(
      names = "--as",
      paramLabel = "PERSON",
      description = "On whose behalf; for managers, and for a token of no person.")
  @Nullable String as;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text or json. Default: ${DEFAULT-VALUE}")
  Format format = Format.TEXT;

  /** Below {@code /api/v1/}. */
  abstract String path();

  abstract ObjectNode body();

  @Override
  public final Integer call() {
    var body = body();
    put(body, "as", as);
    var answer = server.api().post(path(), body);
    var out = spec.commandLine().getOut();
    if (format == Format.JSON) {
      Answers.json(out, answer.body());
    } else {
      out.println(
          "%s: %s (%s)"
              .formatted(
                  answer.body().path("outcome").asText(),
                  Table.oneLine(answer.body().path("why").asText()),
                  answer.body().path("command").asText()));
    }
    if (answer.status() == 202) {
      throw new Failure(
          Exit.UNREACHABLE, "It is recorded, but nothing answered yet: see watchbill shifts");
    }
    return Exit.OK;
  }

  static void put(ObjectNode body, String name, @Nullable String value) {
    if (value != null) {
      body.put(name, value);
    }
  }

  Failure usage(String sentence) {
    return new Failure(Exit.USAGE, sentence);
  }
}
