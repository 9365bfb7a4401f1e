package dev.watchbill.launcher.cli.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.launcher.cli.terminal.Answers;
import dev.watchbill.launcher.cli.terminal.Exit;
import dev.watchbill.launcher.cli.terminal.Failure;
import dev.watchbill.launcher.cli.terminal.Format;
import dev.watchbill.launcher.cli.terminal.HowLong;
import dev.watchbill.launcher.cli.terminal.Table;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a person does about an incident; a command each. */
public final class RespondCommands {
  private RespondCommands() {}

  /** What they have in common: an incident, a server, an outcome. */
  abstract static class Respond implements Callable<Integer> {
    static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    @Spec CommandSpec spec = CommandSpec.create();
    @Mixin ServerOptions server = new ServerOptions();

    @Parameters(index = "0", paramLabel = "INCIDENT", description = "Such as checkout-42")
    String incident = "";

    @Option(
        names = "--format",
        paramLabel = "FORMAT",
        description = "text or json. Default: ${DEFAULT-VALUE}")
    Format format = Format.TEXT;

    /** Last segment of the route. */
    abstract String action();

    abstract ObjectNode body();

    @Override
    public final Integer call() {
      var path = "incidents/" + Api.segment(incident) + "/" + action();
      var answer = server.api().post(path, body());
      var out = spec.commandLine().getOut();
      if (format == Format.JSON) {
        Answers.json(out, answer.body());
      } else {
        out.println(sentence(answer));
      }
      if (answer.status() == 202) {
        throw new Failure(
            Exit.UNREACHABLE, "It is recorded, but nothing answered yet: see watchbill incidents");
      }
      return Exit.OK;
    }

    private String sentence(Api.Answer answer) {
      var outcome = answer.body().path("outcome").asText("recorded");
      var why = answer.body().path("why").asText("");
      return "%s %s: %s%s"
          .formatted(incident, action(), outcome, why.isEmpty() ? "" : ", " + Table.oneLine(why));
    }
  }

  /** With a few words. */
  abstract static class WithReason extends Respond {
    @Option(
        names = {"-m", "--message"},
        paramLabel = "TEXT",
        description = "Why, for the timeline.")
    @Nullable String message;

    @Override
    ObjectNode body() {
      var body = JSON.objectNode();
      return message == null ? body : body.put("text", message);
    }
  }

  @Command(
      name = "ack",
      mixinStandardHelpOptions = true,
      description = "Acknowledges: you have it, the clock stops.")
  public static final class Acknowledge extends WithReason {
    @Override
    String action() {
      return "acknowledge";
    }
  }

  @Command(name = "resolve", mixinStandardHelpOptions = true, description = "It is over.")
  public static final class Resolve extends WithReason {
    @Override
    String action() {
      return "resolve";
    }
  }

  @Command(
      name = "escalate",
      mixinStandardHelpOptions = true,
      description = "Pages the next step now.")
  public static final class Escalate extends WithReason {
    @Override
    String action() {
      return "escalate";
    }
  }

  /** With people. */
  abstract static class WithPeople extends WithReason {
    @Option(
        names = "--to",
        required = true,
        split = ",",
        paramLabel = "PERSON",
        description = "Who is paged; several with commas.")
    List<String> to = List.of();

    @Override
    final ObjectNode body() {
      var body = super.body();
      to.forEach(body.withArrayProperty("to")::add);
      return body;
    }
  }

  @Command(
      name = "reassign",
      mixinStandardHelpOptions = true,
      description = "Gives it to somebody else, who is paged.")
  public static final class Reassign extends WithPeople {
    @Override
    String action() {
      return "reassign";
    }
  }

  @Command(
      name = "add-responder",
      mixinStandardHelpOptions = true,
      description = "Pages more people and asks them to help; who has it doesn't change.")
  public static final class AddResponder extends WithPeople {
    @Override
    String action() {
      return "add-responder";
    }
  }

  @Command(
      name = "snooze",
      mixinStandardHelpOptions = true,
      description = "Quiet until a time; then it is paged again.")
  public static final class Snooze extends WithReason {
    @ArgGroup(multiplicity = "1")
    HowLong how = new HowLong();

    @Override
    String action() {
      return "snooze";
    }

    @Override
    ObjectNode body() {
      return super.body().put("until", how.until(InstantSource.system()).toString());
    }
  }

  @Command(
      name = "note",
      mixinStandardHelpOptions = true,
      description = "Adds a note to the timeline.")
  public static final class Note extends Respond {
    @Parameters(index = "1..*", arity = "1..*", paramLabel = "TEXT", description = "The note")
    List<String> words = List.of();

    @Override
    String action() {
      return "note";
    }

    @Override
    ObjectNode body() {
      return JSON.objectNode().put("text", String.join(" ", words));
    }
  }
}
