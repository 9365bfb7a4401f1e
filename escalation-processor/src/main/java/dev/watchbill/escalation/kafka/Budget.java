package dev.watchbill.escalation.kafka;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How much longer something may take. A task measures it by a stopwatch: the time that Kafka
 * Streams tells it stands still until its punctuation is over.
 */
final class Budget {
  private final LongSupplier stopwatch;
  private final long began;
  private final long most;

  /**
   * @param stopwatch in nanoseconds
   */
  Budget(Duration most, LongSupplier stopwatch) {
    this.stopwatch = stopwatch;
    this.most = most.toNanos();
    began = stopwatch.getAsLong();
  }

  boolean isLeft() {
    return stopwatch.getAsLong() - began < most;
  }
}
