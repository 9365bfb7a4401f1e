package dev.watchbill.launcher.cli.moving;

import dev.watchbill.launcher.cli.terminal.Exit;
import dev.watchbill.launcher.cli.terminal.Failure;
import dev.watchbill.launcher.cli.terminal.Format;
import dev.watchbill.launcher.moving.Source;
import dev.watchbill.launcher.moving.UnexpectedAnswer;
import dev.watchbill.schemas.config.Environment;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every import is told. */
final class ImportOptions {
  private static final int MOST_WEEKS = 26;

  /** Where the key stands; another in tests. */
  Environment environment = Environment.ofProcess();

  /** From when plans are compared; another in tests. */
  InstantSource clock = InstantSource.system();

  @Parameters(paramLabel = "DIR", description = "Folder to write; must be new or empty")
  Path folder = Path.of("");

  @Option(
      names = "--from",
      paramLabel = "FOLDER",
      description = "Answers of its API that were saved as files, in place of asking it.")
  @Nullable Path from;

  @Option(
      names = "--weeks",
      paramLabel = "N",
      description = "How far ahead the plans are compared, 1 to 26. Default: ${DEFAULT-VALUE}")
  int weeks = 8;

  @Option(
      names = "--without-contacts",
      description =
          "Leaves out contacts and rules: until they stand there, nobody is paged but in the inbox.")
  boolean withoutContacts;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text or json. Default: ${DEFAULT-VALUE}")
  Format format = Format.TEXT;

  /** Refuses before anybody is asked what couldn't be done anyway. */
  void check() {
    if (weeks < 1 || weeks > MOST_WEEKS) {
      throw new Failure(
          Exit.USAGE, "--weeks: expected 1 to %d, but got %d".formatted(MOST_WEEKS, weeks));
    }
    try {
      if (Files.exists(folder)) {
        try (var files = Files.list(folder)) {
          if (files.findAny().isPresent()) {
            throw new Failure(
                Exit.REFUSED, "Expected a new or empty folder, but there are files in " + folder);
          }
        }
      }
    } catch (IOException e) {
      throw new Failure(Exit.REFUSED, "Expected to write " + folder + ", but " + e, e);
    }
  }

  /** Asks the API, or the files. */
  <T> T asking(
      Vendor vendor,
      URI url,
      Map<String, String> headers,
      PrintWriter err,
      Function<Source, T> question) {
    try {
      if (from != null) {
        return question.apply(new ExportFolder(from));
      }
      try (var api =
          new VendorApi(
              vendor, url, key(vendor), headers, (length, why) -> pause(err, length, why))) {
        err.printf("asking %s at %s%n", vendor.name(), url);
        return question.apply(api);
      }
    } catch (UnexpectedAnswer e) {
      throw new Failure(Exit.UNREACHABLE, String.valueOf(e.getMessage()), e);
    }
  }

  private String key(Vendor vendor) {
    return environment
        .value(vendor.variable())
        .map(String::strip)
        .filter(it -> it.chars().allMatch(c -> c > ' ' && c < 127))
        .orElseThrow(() ->
            new Failure(
                Exit.CONFIGURATION,
                "Expected a key for %s in %s, or the name of a file with it in %s_FILE; none is needed with --from"
                    .formatted(vendor.name(), vendor.variable(), vendor.variable())));
  }

  private static void pause(PrintWriter err, Duration length, String why)
      throws InterruptedException {
    err.printf("%s; asking again in %d s%n", why, length.toSeconds());
    Thread.sleep(length);
  }
}
