package dev.watchbill.launcher.cli.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.launcher.cli.terminal.Answers;
import dev.watchbill.launcher.cli.terminal.Exit;
import dev.watchbill.launcher.cli.terminal.Format;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The review of an incident that is over. */
@Command(
    name = "review",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the review of a resolved incident, or adds notes and follow-up actions to it.",
      "As Markdown: what happened, who responded, what was in time and what wasn't, what is open."
    })
public final class ReviewCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin ServerOptions server = new ServerOptions();

  @Parameters(paramLabel = "INCIDENT", description = "Such as checkout-42")
  String incident = "";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text (Markdown) or json. Default: ${DEFAULT-VALUE}")
  Format format = Format.TEXT;

  @ArgGroup(multiplicity = "0..1")
  @Nullable Adding adding;

  static final class Adding {
    @Option(names = "--note", paramLabel = "TEXT", description = "Adds a note.")
    @Nullable String note;

    @Option(names = "--action", paramLabel = "TEXT", description = "Adds something to be done.")
    @Nullable String action;

    @Option(names = "--done", paramLabel = "ID", description = "Says that an action is done.")
    @Nullable String done;
  }

  @Option(names = "--owner", paramLabel = "PERSON", description = "With --action: whose it is.")
  @Nullable String owner;

  @Option(names = "--due", paramLabel = "DATE", description = "With --action: by when.")
  @Nullable String due;

  @Option(names = "--ticket", paramLabel = "URL", description = "With --action: its ticket.")
  @Nullable String ticket;

  @Override
  public Integer call() {
    var ofAction = Optional.ofNullable(owner).or(() -> Optional.ofNullable(due));
    if (ofAction.or(() -> Optional.ofNullable(ticket)).isPresent()
        && (adding == null || adding.action == null)) {
      throw new ParameterException(
          spec.commandLine(), "Expected --owner, --due and --ticket with --action only");
    }
    var api = server.api();
    var path = "incidents/" + Api.segment(incident) + "/review";
    if (adding != null) {
      add(api, path, adding);
    }
    var out = spec.commandLine().getOut();
    if (format == Format.JSON) {
      Answers.json(out, api.get(path, List.of()));
    } else {
      out.print(api.text(path + "?format=markdown"));
      out.flush();
    }
    return Exit.OK;
  }

  private void add(Api api, String path, Adding what) {
    var body = JsonNodeFactory.instance.objectNode();
    if (what.note != null) {
      var _ = api.post(path + "/notes", body.put("text", what.note));
    } else if (what.action != null) {
      var _ = api.post(path + "/actions", action(body.put("text", what.action)));
    } else if (what.done != null) {
      var _ = api.post(path + "/actions/" + Api.segment(what.done), body.put("done", true));
    }
  }

  private ObjectNode action(ObjectNode body) {
    return body.put("owner", owner).put("due", due).put("ticket", ticket);
  }
}
