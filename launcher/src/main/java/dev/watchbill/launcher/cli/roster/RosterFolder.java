package dev.watchbill.launcher.cli.roster;

import dev.watchbill.launcher.cli.terminal.Exit;
import dev.watchbill.launcher.cli.terminal.Failure;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The roster a command is about: an argument, or an option as where a roster is one of several. */
public final class RosterFolder {
  @Parameters(
      paramLabel = "DIR",
      arity = "0..1",
      description = "Folder of the roster. Default: this one")
  @Nullable Path argument;

  @Option(
      names = "--roster",
      paramLabel = "DIR",
      description = "The same, as other commands say it.")
  @Nullable Path option;

  public Path get() {
    if (argument != null && option != null) {
      throw new Failure(
          Exit.USAGE,
          "Expected one roster, but got %s and --roster=%s".formatted(argument, option));
    }
    return argument != null ? argument : option != null ? option : Path.of(".");
  }
}
