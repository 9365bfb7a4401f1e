package dev.watchbill.launcher.cli.server;

import dev.watchbill.launcher.cli.server.Api.Parameter;
import dev.watchbill.launcher.cli.terminal.Answers;
import dev.watchbill.launcher.cli.terminal.Exit;
import dev.watchbill.launcher.cli.terminal.Format;
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
public final class WhyCommand implements Callable<Integer> {
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
      new WhyText(story).print(out);
    }
    return Exit.OK;
  }
}
