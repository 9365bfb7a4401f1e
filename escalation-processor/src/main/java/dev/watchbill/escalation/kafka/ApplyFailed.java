package dev.watchbill.escalation.kafka;

/**
 * A decision was taken but could not be carried out. Part of it may be written already, so the
 * record must not be skipped: the task fails, and its transaction with it.
 */
final class ApplyFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ApplyFailed(RuntimeException cause) {
    super("Expected to carry out what was decided, but failed: " + cause.getMessage(), cause);
  }
}
