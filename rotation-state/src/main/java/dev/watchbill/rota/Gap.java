package dev.watchbill.rota;

import java.time.Instant;

/** Promised time, from {@code start} to before {@code end}, with nobody on call. */
public record Gap(Instant start, Instant end) {
  public Gap {
    if (!start.isBefore(end)) {
      throw new IllegalArgumentException(
          "Expected a gap to end after it starts, but got %s to %s".formatted(start, end));
    }
  }
}
