package dev.watchbill.launcher.cli;

import picocli.CommandLine.Option;

/** How logs are written; {@code Main} acts on it before the first logger is made. */
final class LogOption {
  @Option(
      names = "--log",
      paramLabel = "FORMAT",
      description = "text or json, on stderr. Default: ${DEFAULT-VALUE}")
  LogFormat format = LogFormat.TEXT;

  enum LogFormat {
    TEXT,
    JSON
  }
}
