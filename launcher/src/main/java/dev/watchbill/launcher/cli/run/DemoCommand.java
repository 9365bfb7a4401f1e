package dev.watchbill.launcher.cli.run;

import dev.watchbill.launcher.cli.server.Api;
import dev.watchbill.launcher.cli.terminal.Ending;
import dev.watchbill.launcher.cli.terminal.Exit;
import dev.watchbill.launcher.cli.terminal.Failure;
import dev.watchbill.launcher.cli.terminal.Home;
import dev.watchbill.launcher.cli.terminal.LogOption;
import dev.watchbill.launcher.demo.Story;
import dev.watchbill.launcher.kafka.Refused;
import dev.watchbill.launcher.up.CannotStart;
import dev.watchbill.launcher.up.Up;
import dev.watchbill.planner.files.RosterPlace;
import dev.watchbill.roster.IntegrationEntry;
import dev.watchbill.roster.Purpose;
import dev.watchbill.roster.yaml.RosterReader;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.schemas.config.Secrets;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code up} with an example shop, and a story told on it. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Runs an example shop, fires a real alert and tells what happens; then stays up.")
public final class DemoCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([A-Za-z0-9_]+)}");
  private static final String SERVICE = "checkout";

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin UpOptions options = new UpOptions();
  @Mixin LogOption log = new LogOption();

  @Option(
      names = "--roster",
      paramLabel = "DIR",
      description = "Another roster than examples/shop; it needs a service " + SERVICE + ".")
  @Nullable Path roster;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keep everything there. Default: a temporary folder, deleted at the end")
  @Nullable Path data;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var clock = InstantSource.system();
    var files = roster == null ? Home.folder().resolve("examples/shop") : roster;
    var environment = withKeys(files);
    var folder = data == null ? Files.createTempDirectory("watchbill-demo-") : data;
    var err = spec.commandLine().getErr();
    try (var ending = new Ending(err::println)) {
      var up =
          Up.start(
              options.on(Optional.of(new RosterPlace.Folder(files.toAbsolutePath())), folder),
              environment,
              clock,
              err::println);
      ending.closes(() -> end(up, folder));
      if (!up.awaitReady(PATIENCE)) {
        throw new Failure(
            Exit.REFUSED, "Expected all services to be ready, but not " + up.waitingFor());
      }
      greet(up, folder);
      if (tell(story(up, files, environment, folder, clock), ending)) {
        stay(up);
      }
      ending.await();
      return Exit.OK;
    } catch (CannotStart | Refused e) {
      throw new Failure(Exit.REFUSED, String.valueOf(e.getMessage()), e);
    }
  }

  /** Tells it to its end; false where everything was told to end before. */
  private static boolean tell(Story story, Ending ending) throws InterruptedException {
    try {
      story.tell();
      return true;
    } catch (Failure e) {
      if (ending.told()) {
        return false;
      }
      throw e;
    }
  }

  private void greet(Up up, Path folder) throws Refused {
    var out = spec.commandLine().getOut();
    out.println("Console   " + up.endpoints().http());
    out.println("Sign in   " + up.signInLink() + "  (once, within 30 minutes)");
    out.println("Data      " + folder);
    out.println();
    out.flush();
  }

  private Story story(
      Up up, Path files, Environment environment, Path folder, InstantSource clock) {
    var sender = alertmanager(files, environment, clock);
    var http = up.endpoints().http();
    var webhook = URI.create(http + "/integrations/" + sender.name() + "/alertmanager");
    var key = sender.key().flatMap(environment::resolve).orElse("");
    var api = new Api(URI.create(http), Optional.of(up.adminToken()));
    var pipeline = new DemoPipeline(api, webhook, key, SERVICE, clock.instant(), clock);
    var hint = "in the console, or with ./watchbill ack %s --data " + folder;
    return new Story(pipeline, spec.commandLine().getOut(), hint);
  }

  private void stay(Up up) {
    var out = spec.commandLine().getOut();
    out.println();
    out.println("It goes on running: " + up.endpoints().http() + "   Ctrl-C ends it.");
    out.flush();
  }

  private static IntegrationEntry alertmanager(
      Path files, Environment environment, InstantSource clock) {
    var reading = RosterReader.read(files, environment, Purpose.APPLY, clock.instant());
    return reading.roster().stream()
        .flatMap(known -> known.integrations().values().stream())
        .filter(integration -> integration.type().equals("alertmanager"))
        .findFirst()
        .orElseThrow(() ->
            new Failure(
                Exit.CONFIGURATION,
                "Expected %s to have an integration of type alertmanager".formatted(files)));
  }

  /** The example's secrets are made up anew each time, where nobody set them. */
  private static Environment withKeys(Path files) throws IOException {
    var variables = new HashMap<>(System.getenv());
    try (var listed = Files.list(files)) {
      for (var file : listed.filter(Files::isRegularFile).toList()) {
        var matcher = VARIABLE.matcher(Files.readString(file));
        while (matcher.find()) {
          variables.computeIfAbsent(matcher.group(1), unset -> Secrets.mint());
        }
      }
    }
    return new Environment(variables);
  }

  private void end(Up up, Path folder) throws IOException {
    up.close();
    if (data == null) {
      try (var all = Files.walk(folder)) {
        for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      }
    }
  }
}
