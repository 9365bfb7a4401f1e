package dev.watchbill.launcher.cli.terminal;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** From when to when a question is about; the end isn't part of it. */
public final class Window {
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

  public String from(InstantSource clock) {
    return from == null ? clock.instant().truncatedTo(ChronoUnit.SECONDS).toString() : from;
  }

  public String to(InstantSource clock) {
    if (to != null) {
      refuseBackwards(from, to);
      return endOf(to);
    }
    if (from != null) {
      throw new Failure(Exit.USAGE, "Expected --to beside --from");
    }
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(USUAL).toString();
  }

  /** As the last day is included, the day before the first would be an empty window, not a slip. */
  private static void refuseBackwards(@Nullable String from, String to) {
    var first = day(from);
    var last = day(to);
    if (first.isPresent() && last.isPresent() && last.get().isBefore(first.get())) {
      throw new Failure(
          Exit.USAGE,
          "Expected --to on or after --from (%s), but got %s".formatted(first.get(), last.get()));
    }
  }

  private static Optional<LocalDate> day(@Nullable String text) {
    try {
      return text == null ? Optional.empty() : Optional.of(LocalDate.parse(text.strip()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** A plain date at the end is included, as in a roster: it ends with the next day's beginning. */
  public static String endOf(String to) {
    return day(to).map(last -> last.plusDays(1).atStartOfDay().toString()).orElse(to);
  }
}
