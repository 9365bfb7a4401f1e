package dev.watchbill.launcher.cli.run;

import dev.watchbill.launcher.cli.terminal.Ending;
import dev.watchbill.launcher.cli.terminal.Exit;
import dev.watchbill.launcher.cli.terminal.Failure;
import dev.watchbill.launcher.cli.terminal.LogOption;
import dev.watchbill.launcher.kafka.Refused;
import dev.watchbill.launcher.up.CannotStart;
import dev.watchbill.launcher.up.ServiceName;
import dev.watchbill.launcher.up.Up;
import dev.watchbill.planner.files.RosterPlace;
import dev.watchbill.schemas.config.Environment;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Everything in one process, until it is told to stop. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = "Runs everything in one process; loses nothing over a restart.")
public final class UpCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin UpOptions options = new UpOptions();
  @Mixin LogOption log = new LogOption();

  @Option(
      names = "--roster",
      paramLabel = "DIR|URL",
      converter = RosterPlaceConverter.class,
      description =
          "Folder of the roster, watched; or a git repository, followed: URL[#BRANCH[:FOLDER]]."
              + " Applied as a whole. Default: DATA/roster")
  @Nullable RosterPlace roster;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where everything is kept. Default: ${DEFAULT-VALUE}")
  Path data = Path.of("watchbill-data");

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "SERVICE",
      description =
          "Runs only these services; the others are processes beside it (watchbill serve, with"
              + " --partitions=6 --replication=1). One of: ${COMPLETION-CANDIDATES}")
  List<ServiceName> only = List.of(ServiceName.values());

  @Override
  public Integer call() throws InterruptedException {
    var err = spec.commandLine().getErr();
    try (var ending = new Ending(line -> err.println(line))) {
      var up =
          ending.closes(
              Up.start(
                  options.on(Optional.ofNullable(roster), data, only),
                  Environment.ofProcess(),
                  InstantSource.system(),
                  err::println));
      if (!up.awaitReady(PATIENCE)) {
        explain(up);
      }
      greet(up);
      ending.await();
      return Exit.OK;
    } catch (CannotStart | Refused e) {
      throw new Failure(Exit.REFUSED, String.valueOf(e.getMessage()), e);
    }
  }

  private void explain(Up up) {
    var err = spec.commandLine().getErr();
    if (up.obstacles().isEmpty()) {
      err.println("still waiting for: " + String.join(", ", up.waitingFor()));
      return;
    }
    var place = roster == null ? data.resolve("roster") : roster;
    err.println("No roster is in force, so nobody can be paged yet:");
    up.obstacles().forEach(obstacle -> err.println("  " + obstacle));
    err.println(
        "It is applied as soon as the files in %s are right; watchbill init DIR writes some to start from."
            .formatted(place));
  }

  private void greet(Up up) throws Refused {
    var out = spec.commandLine().getOut();
    if (only.size() < ServiceName.values().length) {
      out.println("Kafka     " + up.endpoints().kafka());
      out.println("Registry  " + up.endpoints().registry());
    }
    if (only.contains(ServiceName.CONSOLE)) {
      out.println("Console   " + up.endpoints().http());
      out.println("Sign in   " + up.signInLink() + "  (once, within 30 minutes)");
      out.println("Try       ./watchbill oncall --data " + data);
    }
    out.flush();
  }
}
