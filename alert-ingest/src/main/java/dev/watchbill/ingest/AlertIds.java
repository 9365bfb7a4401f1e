package dev.watchbill.ingest;

import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** Ids that sort by the time they were made: milliseconds and 80 random bits, in hex. */
public final class AlertIds implements Supplier<String> {
  private final InstantSource clock;

  public AlertIds(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public String get() {
    var random = ThreadLocalRandom.current();
    return "%012x%04x%016x".formatted(clock.millis(), random.nextInt(1 << 16), random.nextLong());
  }
}
