package dev.watchbill.console.auth;

import java.time.Duration;
import java.time.InstantSource;

/**
 * Counts failed attempts by address. Only failures are answered more slowly: who shows a good
 * credential is never locked out by a neighbour behind the same address.
 */
public final class Attempts {
  private static final int ALLOWED = 20;
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final Lately failures;

  public Attempts(InstantSource clock) {
    failures = new Lately(WINDOW, clock);
  }

  /**
   * Notes a failure.
   *
   * @return whether there were too many within a minute
   */
  public boolean failed(String address) {
    return !failures.admit(address, ALLOWED);
  }
}
