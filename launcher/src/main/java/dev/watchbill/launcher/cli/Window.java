package dev.watchbill.launcher.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** From when to when a question is about; the end isn't part of it. */
final class Window {
  private static final Duration USUAL = Duration.ofDays(14);

  @Option(
      names = "--from",
      paramLabel = "WHEN",
      description = "An instant with its zone, or a local time of the organisation. Default: now")
  @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "WHEN",
      description =
          "Likewise; a day is included. Default, where --from isn't given either: in 14 days")
  @Nullable String to;

  String from(InstantSource clock) {
    return from == null ? clock.instant().truncatedTo(ChronoUnit.SECONDS).toString() : from;
  }

  String to(InstantSource clock) {
    if (to != null) {
      return endOf(to);
    }
    if (from != null) {
      throw new Failure(Exit.USAGE, "Expected --to beside --from");
    }
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(USUAL).toString();
  }

  /** A plain date at the end is included, as in a roster: it ends with the next day's beginning. */
  static String endOf(String to) {
    try {
      return LocalDate.parse(to.strip()).plusDays(1).atStartOfDay().toString();
    } catch (DateTimeException e) {
      return to;
    }
  }
}
