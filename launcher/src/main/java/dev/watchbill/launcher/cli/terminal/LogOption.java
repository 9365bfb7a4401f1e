package dev.watchbill.launcher.cli.terminal;

import picocli.CommandLine.Option;

/** How logs are written; {@code Main} acts on it before the first logger is made. */
public final class LogOption {
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
