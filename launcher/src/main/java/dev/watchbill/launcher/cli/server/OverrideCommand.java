package dev.watchbill.launcher.cli.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Somebody else serves for a while. */
@Command(
    name = "override",
    mixinStandardHelpOptions = true,
    description = "Puts somebody on call for a while.")
public final class OverrideCommand extends NewOrAnswerCommand {
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

    @Option(
        names = "--rotation",
        paramLabel = "NAME",
        description = "Only the turns of this rotation. Default: whichever is on call")
    @Nullable String rotation;

    @ArgGroup(exclusive = false, multiplicity = "1")
    AskedSpan span = new AskedSpan();

    @Option(
        names = {"-m", "--message"},
        paramLabel = "TEXT",
        description = "Why, for everybody.")
    @Nullable String message;
  }

  @Override
  @Nullable Answer answer() {
    return what.fresh == null ? new Answer(what.withdraw, "withdraw") : null;
  }

  @Override
  String newPath() {
    return "overrides";
  }

  @Override
  ObjectNode ask(ObjectNode body) {
    var asked = Objects.requireNonNull(what.fresh);
    body.put("who", asked.who);
    put(body, "insteadOf", asked.insteadOf);
    put(body, "rotation", asked.rotation);
    put(body, "text", asked.message);
    return asked.span.on(body);
  }
}
