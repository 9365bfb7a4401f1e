package dev.watchbill.launcher.kafka;

/** The cluster is not as it must be, or won't do what it is asked. */
public final class Refused extends Exception {
  private static final long serialVersionUID = 1L;

  Refused(String message) {
    super(message);
  }

  Refused(String message, Throwable cause) {
    super(message, cause);
  }
}
