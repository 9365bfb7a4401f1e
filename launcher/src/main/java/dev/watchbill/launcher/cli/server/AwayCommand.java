package dev.watchbill.launcher.cli.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Somebody is away, or back. */
@Command(
    name = "away",
    mixinStandardHelpOptions = true,
    description =
        "Says that somebody is away, or back; published shifts in it are offered, and given away within a day.")
public final class AwayCommand extends AskCommand {
  @Parameters(
      paramLabel = "PERSON",
      arity = "0..1",
      description = "Default: oneself; others: for managers.")
  @Nullable String who;

  @ArgGroup(multiplicity = "1")
  What what = new What();

  static final class What {
    @ArgGroup(exclusive = false)
    @Nullable AskedSpan span;

    @Option(names = "--back", description = "Back from now on.")
    boolean back;
  }

  @Option(
      names = {"-m", "--message"},
      paramLabel = "TEXT",
      description = "Why, as shown to everybody, such as leave.")
  @Nullable String message;

  @Override
  String path() {
    return what.back ? "returns" : "absences";
  }

  @Override
  ObjectNode body() {
    var body = JSON.objectNode();
    put(body, "who", who);
    if (what.span == null) {
      return body;
    }
    put(body, "why", message);
    return what.span.on(body);
  }
}
