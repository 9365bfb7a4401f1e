package dev.watchbill.launcher.cli.plan;

import dev.watchbill.launcher.cli.roster.RosterFolder;
import dev.watchbill.launcher.cli.terminal.Answers;
import dev.watchbill.launcher.cli.terminal.Exit;
import dev.watchbill.launcher.cli.terminal.Failure;
import dev.watchbill.roster.Purpose;
import dev.watchbill.roster.Roster;
import dev.watchbill.roster.yaml.RosterReader;
import dev.watchbill.schemas.config.Environment;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a change of the roster would do, before it is merged. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = "Says what a roster would change: whose shifts move, which gaps open or close.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:nothing changes",
      " 1:a promise would be broken, or the roster has errors",
      " 2:something changes",
      "64:the command line isn't right",
      "69:the server can't be reached",
      "77:not allowed"
    })
public final class PlanCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Mixin RosterFolder roster = new RosterFolder();

  @Option(
      names = "--against",
      required = true,
      paramLabel = "DIR|URL",
      description =
          "What it is compared with: a roster's folder, as if it were published now; or what is"
              + " published by a server (with the token in WATCHBILL_TOKEN), or by the up that"
              + " runs on a data folder")
  String against = "";

  @Option(
      names = "--effective",
      paramLabel = "DATE",
      description = "As if every edited rotation said so.")
  @Nullable String effective;

  @Option(names = "--accept-gaps", description = "A promise that would be broken is no error.")
  boolean acceptGaps;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text, json or markdown. Default: ${DEFAULT-VALUE}")
  PlanFormat format = PlanFormat.TEXT;

  enum PlanFormat {
    TEXT,
    JSON,
    MARKDOWN
  }

  @Override
  public Integer call() {
    var now = InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS);
    var answer = answer(now);
    var out = spec.commandLine().getOut();
    switch (format) {
      case TEXT -> PlanText.print(answer, out);
      case JSON -> Answers.json(out, PlanJson.of(answer));
      case MARKDOWN -> PlanMarkdown.print(answer, out);
    }
    if (answer.refused(acceptGaps)) {
      return Exit.REFUSED;
    }
    return answer.isEmpty() ? Exit.OK : Exit.CHANGED;
  }

  private PlanAnswer answer(Instant now) {
    var err = spec.commandLine().getErr();
    var wanted = read(roster.get(), err, now);
    var published = PlanSource.of(against, folder -> read(folder, err, now), now);
    return PlanAnswer.of(published, wanted, effective, now);
  }

  /** A roster with errors isn't compared with anything; warnings don't matter here. */
  private static Roster read(Path folder, PrintWriter err, Instant now) {
    try {
      var reading = RosterReader.read(folder, Environment.ofProcess(), Purpose.ANSWER, now);
      reading.errors().forEach(err::println);
      return reading
          .roster()
          .orElseThrow(
              () -> new Failure(Exit.REFUSED, "The roster in %s has errors".formatted(folder)));
    } catch (UncheckedIOException e) {
      throw new Failure(Exit.REFUSED, String.valueOf(e.getMessage()), e);
    }
  }
}
