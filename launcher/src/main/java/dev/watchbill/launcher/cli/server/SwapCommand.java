package dev.watchbill.launcher.cli.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A shift for another, when both say so. */
@Command(
    name = "swap",
    mixinStandardHelpOptions = true,
    description = "Asks somebody to take a shift; it happens when they accept.")
public final class SwapCommand extends NewOrAnswerCommand {
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
  @Nullable Answer answer() {
    if (what.fresh != null) {
      return null;
    }
    if (what.accept != null) {
      return new Answer(what.accept, "accept");
    }
    return what.decline != null
        ? new Answer(what.decline, "decline")
        : new Answer(what.withdraw, "withdraw");
  }

  @Override
  String newPath() {
    return "swaps";
  }

  @Override
  ObjectNode ask(ObjectNode body) {
    var asked = Objects.requireNonNull(what.fresh);
    body.put("with", asked.with);
    put(body, "who", asked.who);
    put(body, "returnFrom", asked.returnFrom);
    put(body, "returnTo", asked.returnTo);
    put(body, "text", asked.message);
    return asked.span.on(body);
  }
}
