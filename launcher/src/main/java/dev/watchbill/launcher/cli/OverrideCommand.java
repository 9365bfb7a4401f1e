package dev.watchbill.launcher.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Somebody else serves for a while. */
@Command(
    name = "override",
    mixinStandardHelpOptions = true,
    description = "Puts somebody on call for a while.")
final class OverrideCommand extends AskCommand {
  @Parameters(paramLabel = "SCHEDULE", arity = "0..1", description = "Such as payments-primary")
  @Nullable String schedule;

  @ArgGroup(multiplicity = "1")
  What what = new What();

  static final class What {
    @ArgGroup(exclusive = false)
    @Nullable New fresh;

    @Option(names = "--withdraw", paramLabel = "ID", description = "Takes an override back.")
    @Nullable String withdraw;
  }

  static final class New {
    @Option(names = "--who", required = true, paramLabel = "PERSON", description = "Who serves.")
    String who = "";

    @Option(
        names = "--instead-of",
        paramLabel = "PERSON",
        description = "Wherever this person would. Default: whoever would")
    @Nullable String insteadOf;

    @ArgGroup(exclusive = false, multiplicity = "1")
    AskedSpan span = new AskedSpan();

    @Option(
        names = {"-m", "--message"},
        paramLabel = "TEXT",
        description = "Why, for everybody.")
    @Nullable String message;
  }

  @Override
  String path() {
    return what.withdraw == null ? "overrides" : "answers";
  }

  @Override
  ObjectNode body() {
    if (what.fresh == null) {
      return JSON.objectNode().put("target", what.withdraw).put("answer", "withdraw");
    }
    if (schedule == null) {
      throw usage("Expected a SCHEDULE, such as payments-primary");
    }
    var body = JSON.objectNode().put("schedule", schedule).put("who", what.fresh.who);
    put(body, "insteadOf", what.fresh.insteadOf);
    put(body, "text", what.fresh.message);
    return what.fresh.span.on(body);
  }
}
