package dev.watchbill.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until a test advances it. */
public final class TestClock implements InstantSource {
  private Instant now;

  public TestClock(Instant start) {
    now = start;
  }

  /** A clock that starts at an ISO instant, such as {@code 2026-01-05T09:00:00Z}. */
  public static TestClock at(String instant) {
    return new TestClock(Instant.parse(instant));
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  /** Moves on; never back. */
  public synchronized void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("Expected a duration forwards, but got " + by);
    }
    now = now.plus(by);
  }
}
