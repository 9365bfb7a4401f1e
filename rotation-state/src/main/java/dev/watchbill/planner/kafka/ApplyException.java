package dev.watchbill.planner.kafka;

import java.io.Serial;

/**
 * A decision was written in part. Skipping the record now would leave state and topics apart, so
 * the task stops, and the transaction with it.
 */
final class ApplyException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  ApplyException(RuntimeException cause) {
    super("Expected to write a whole decision, but a part of it failed: " + cause, cause);
  }
}
