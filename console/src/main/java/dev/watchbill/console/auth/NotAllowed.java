package dev.watchbill.console.auth;

/** Who asks may not do this, to this. The message says what was expected. */
public final class NotAllowed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotAllowed(String message) {
    super(message);
  }
}
