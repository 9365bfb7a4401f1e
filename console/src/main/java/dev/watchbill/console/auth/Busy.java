package dev.watchbill.console.auth;

/** Too many passwords wait to be checked; this one wasn't. */
public final class Busy extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Busy() {
    super("Too many people are signing in just now; try again in a moment.", null, false, false);
  }
}
