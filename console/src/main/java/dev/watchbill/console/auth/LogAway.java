package dev.watchbill.console.auth;

/** What should be written can't be now: Kafka is away. The same may work later. */
public final class LogAway extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LogAway(String message, Throwable cause) {
    super(message, cause);
  }
}
