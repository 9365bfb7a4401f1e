package dev.watchbill.launcher.cli.moving;

import java.util.Objects;
import picocli.CommandLine;

/** The import of one vendor among all commands. */
final class ImportLine {
  private ImportLine() {}

  static CommandLine of(CommandLine all, String vendor) {
    return sub(sub(all, "import"), vendor);
  }

  private static CommandLine sub(CommandLine line, String name) {
    return Objects.requireNonNull(line.getSubcommands().get(name));
  }
}
