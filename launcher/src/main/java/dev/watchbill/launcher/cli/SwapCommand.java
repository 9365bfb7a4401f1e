package dev.watchbill.launcher.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A shift for another, when both say so. */
@Command(
    name = "swap",
    mixinStandardHelpOptions = true,
    description = "Asks somebody to take a shift; it happens when they accept.")
final class SwapCommand extends AskCommand {
  @Parameters(paramLabel = "SCHEDULE", arity = "0..1", description = "Such as payments-primary")
  @Nullable String schedule;

  @ArgGroup(multiplicity = "1")
  What what = new What();

  static final class What {
    @ArgGroup(exclusive = false)
    @Nullable New fresh;

    @Option(
        names = "--accept",
        paramLabel = "ID",
        description = "Says yes to a swap, or to a handoff.")
    @Nullable String accept;

    @Option(names = "--decline", paramLabel = "ID", description = "Says no to a swap.")
    @Nullable String decline;

    @Option(names = "--withdraw", paramLabel = "ID", description = "Takes it back.")
    @Nullable String withdraw;
  }

  static final class New {
    @Option(
        names = "--with",
        required = true,
        paramLabel = "PERSON",
        description = "Who is asked to take the shift.")
    String with = "";

    @Option(
        names = "--who",
        paramLabel = "PERSON",
        description = "Whose shift it is. Default: one's own")
    @Nullable String who;

    @ArgGroup(exclusive = false, multiplicity = "1")
    AskedSpan span = new AskedSpan();

    @Option(names = "--return-from", paramLabel = "WHEN", description = "What is taken in return.")
    @Nullable String returnFrom;

    @Option(names = "--return-to", paramLabel = "WHEN", description = "Likewise.")
    @Nullable String returnTo;

    @Option(
        names = {"-m", "--message"},
        paramLabel = "TEXT",
        description = "Why.")
    @Nullable String message;
  }

  @Override
  String path() {
    return what.fresh == null ? "answers" : "swaps";
  }

  @Override
  ObjectNode body() {
    var asked = what.fresh;
    if (asked == null) {
      return answer();
    }
    if (schedule == null) {
      throw usage("Expected a SCHEDULE, such as payments-primary");
    }
    var body = JSON.objectNode().put("schedule", schedule).put("with", asked.with);
    put(body, "who", asked.who);
    put(body, "returnFrom", asked.returnFrom);
    put(body, "returnTo", asked.returnTo);
    put(body, "text", asked.message);
    return asked.span.on(body);
  }

  private ObjectNode answer() {
    var body = JSON.objectNode();
    if (what.accept != null) {
      return body.put("target", what.accept).put("answer", "accept");
    }
    return what.decline != null
        ? body.put("target", what.decline).put("answer", "decline")
        : body.put("target", what.withdraw).put("answer", "withdraw");
  }
}
