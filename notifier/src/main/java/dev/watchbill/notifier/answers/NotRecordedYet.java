package dev.watchbill.notifier.answers;

/**
 * Kafka hasn't said within the time that people wait that it has an answer. It is handed on as long
 * as that makes sense, but whoever gave it had better see whether it comes into force.
 */
public final class NotRecordedYet extends Exception {
  private static final long serialVersionUID = 1L;

  public NotRecordedYet() {
    super("The broker hasn't confirmed it");
  }
}
