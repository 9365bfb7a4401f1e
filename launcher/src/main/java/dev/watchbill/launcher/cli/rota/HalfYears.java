package dev.watchbill.launcher.cli.rota;

import dev.watchbill.launcher.cli.terminal.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** From when to when fairness is asked about: the last half year and the next, unless said. */
final class HalfYears {
  private static final Duration HALF_A_YEAR = Duration.ofDays(182);

  @Option(
      names = "--from",
      paramLabel = "WHEN",
      description =
          "An instant with its zone, or a local time of the organisation. Default: half a year ago")
  @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "WHEN",
      description = "Likewise; a day is included. Default: in half a year")
  @Nullable String to;

  String from(InstantSource clock) {
    return from == null ? now(clock).minus(HALF_A_YEAR).toString() : from;
  }

  String to(InstantSource clock) {
    return to == null ? now(clock).plus(HALF_A_YEAR).toString() : Window.endOf(to);
  }

  private static Instant now(InstantSource clock) {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }
}
