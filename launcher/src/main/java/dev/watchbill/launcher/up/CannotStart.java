package dev.watchbill.launcher.up;

/** Something the person who starts Watchbill can mend; the message is all they need. */
public final class CannotStart extends Exception {
  private static final long serialVersionUID = 1L;

  CannotStart(String message) {
    super(message);
  }

  CannotStart(String message, Throwable cause) {
    super(message, cause);
  }
}
