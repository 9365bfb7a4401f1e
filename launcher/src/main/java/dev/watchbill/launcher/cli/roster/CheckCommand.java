package dev.watchbill.launcher.cli.roster;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.launcher.cli.terminal.Answers;
import dev.watchbill.launcher.cli.terminal.Exit;
import dev.watchbill.launcher.cli.terminal.Failure;
import dev.watchbill.launcher.cli.terminal.Format;
import dev.watchbill.roster.InitTemplate;
import dev.watchbill.roster.Problem;
import dev.watchbill.roster.Purpose;
import dev.watchbill.roster.Reading;
import dev.watchbill.roster.yaml.RosterReader;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.schemas.text.Counted;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What is wrong with a roster. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Lists every problem of a roster; fails if one is an error.")
public final class CheckCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Mixin RosterFolder roster = new RosterFolder();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text or json. Default: ${DEFAULT-VALUE}")
  Format format = Format.TEXT;

  @Option(
      names = "--json-schema",
      description = "Prints the JSON Schema that editors check a roster by, and checks nothing.")
  boolean jsonSchema;

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    if (jsonSchema) {
      out.print(InitTemplate.schema());
      return Exit.OK;
    }
    var reading = read();
    if (format == Format.JSON) {
      var all = JsonNodeFactory.instance.arrayNode();
      reading.problems().forEach(problem -> all.add(json(problem)));
      Answers.json(out, all);
    } else {
      print(reading, out);
    }
    return reading.errors().isEmpty() ? Exit.OK : Exit.REFUSED;
  }

  private Reading read() {
    try {
      return RosterReader.read(
          roster.get(), Environment.ofProcess(), Purpose.CHECK, InstantSource.system().instant());
    } catch (UncheckedIOException e) {
      throw new Failure(Exit.REFUSED, String.valueOf(e.getMessage()), e);
    }
  }

  private static void print(Reading reading, PrintWriter out) {
    reading.problems().forEach(out::println);
    var errors = reading.errors().size();
    var warnings = reading.warnings().size();
    out.println(
        errors + warnings == 0
            ? "no problems"
            : Counted.of(errors, "error") + ", " + Counted.of(warnings, "warning"));
  }

  private static ObjectNode json(Problem problem) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("severity", problem.severity().name().toLowerCase(Locale.ROOT))
        .put("file", problem.place().file())
        .put("line", problem.place().line())
        .put("path", problem.path())
        .put("expected", problem.expected())
        .put("got", problem.got())
        .put("message", problem.message());
  }
}
