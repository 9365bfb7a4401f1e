package dev.watchbill.launcher.cli.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.watchbill.console.api.Rebuilding;
import dev.watchbill.launcher.cli.terminal.Answers;
import dev.watchbill.launcher.cli.terminal.Exit;
import dev.watchbill.launcher.cli.terminal.Failure;
import dev.watchbill.launcher.cli.terminal.Format;
import dev.watchbill.launcher.cli.terminal.LogOption;
import dev.watchbill.launcher.up.CannotStart;
import dev.watchbill.launcher.up.StoppedUp;
import dev.watchbill.schemas.config.Environment;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The console's read model, made anew from the topics. */
@Command(
    name = "rebuild",
    mixinStandardHelpOptions = true,
    description = {
      "Makes the console's read model anew from the topics, and tells how far it is.",
      "While Watchbill runs, the old one is asked until the new one lacks nothing. Where it doesn't, the"
          + " broker alone is started on the data folder, and ended."
    })
public final class RebuildCommand implements Callable<Integer> {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(300);

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin LogOption log = new LogOption();
  @Mixin ServerOptions server = new ServerOptions();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text or json. Default: ${DEFAULT-VALUE}")
  Format format = Format.TEXT;

  private long told = -1;

  @Override
  public Integer call() throws InterruptedException {
    var stopped = server.stopped();
    var end = stopped.isPresent() ? onItsOwn(stopped.get()) : ask(server.api());
    var done = end.path("state").asText().equals("done");
    if (done && end.path("of").asLong() > 0) {
      tell(end.path("of").asLong(), end.path("of").asLong());
    }
    if (format == Format.JSON) {
      Answers.json(spec.commandLine().getOut(), end);
    } else if (done) {
      spec.commandLine()
          .getOut()
          .println("read model made anew from %,d offsets".formatted(end.path("of").asLong()));
    }
    if (!done) {
      throw new Failure(
          Exit.REFUSED, "The read model was not made anew. " + end.path("why").asText());
    }
    return Exit.OK;
  }

  private JsonNode ask(Api api) throws InterruptedException {
    var status = api.post("read-model/rebuild", JsonNodeFactory.instance.objectNode()).body();
    while (status.path("state").asText().equals("running")) {
      tell(status.path("records").asLong(), status.path("of").asLong());
      Thread.sleep(BETWEEN_LOOKS);
      status = api.get("read-model", List.of());
    }
    return status;
  }

  private JsonNode onItsOwn(Path folder) throws InterruptedException {
    try {
      spec.commandLine().getErr().println("starting the broker on " + folder);
      return json(
          StoppedUp.rebuild(
              folder,
              Environment.ofProcess(),
              InstantSource.system(),
              status -> tell(status.records(), status.of())));
    } catch (CannotStart e) {
      throw new Failure(Exit.REFUSED, String.valueOf(e.getMessage()), e);
    }
  }

  private static JsonNode json(Rebuilding.Status status) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("state", status.state())
        .put("records", status.records())
        .put("of", status.of())
        .put("startedAt", String.valueOf(status.startedAt()))
        .put("endedAt", String.valueOf(status.endedAt()))
        .put("why", status.why());
  }

  /** A line for each further hundredth. */
  private void tell(long records, long of) {
    var hundredths = of == 0 ? 0 : 100 * records / of;
    if (hundredths > told) {
      told = hundredths;
      spec.commandLine().getErr().println("%3d %%  %,d of %,d".formatted(hundredths, records, of));
    }
  }
}
