package dev.watchbill.launcher.cli.terminal;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** For how long, or until when: one of both. */
public final class HowLong {
  @Option(names = "--for", paramLabel = "DURATION", description = "Such as 30m, 2h or 1d")
  @Nullable String length;

  @Option(names = "--until", paramLabel = "WHEN", description = "An instant with its zone")
  @Nullable String until;

  public Instant until(InstantSource clock) {
    if (length != null) {
      return clock.instant().plus(Length.of("--for", length));
    }
    try {
      return OffsetDateTime.parse(String.valueOf(until)).toInstant();
    } catch (DateTimeParseException e) {
      throw new Failure(
          Exit.USAGE,
          "--until: expected an instant such as 2026-01-05T09:00Z, but got \"%s\"".formatted(until),
          e);
    }
  }
}
