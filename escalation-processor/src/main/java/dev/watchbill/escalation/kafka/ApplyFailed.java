package dev.watchbill.escalation.kafka;

import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.errors.TaskMigratedException;

/**
 * A decision was taken but could not be carried out. Part of it may be written already, so the
 * record must not be skipped: the task fails, and its transaction with it.
 */
final class ApplyFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private ApplyFailed(RuntimeException cause) {
    super("Expected to carry out what was decided, but failed: " + cause.getMessage(), cause);
  }

  /**
   * What to throw. That a task went to another process, or has to be restored, is for Streams to
   * know as it is: wrapped, it would end the thread, and all tasks of that would move again.
   */
  static RuntimeException of(RuntimeException cause) {
    return isTheTasks(cause) ? cause : new ApplyFailed(cause);
  }

  /** Whether it is about the task as a whole and not about the record. */
  static boolean isTheTasks(RuntimeException problem) {
    return problem instanceof ApplyFailed
        || problem instanceof TaskMigratedException
        || problem instanceof TaskCorruptedException;
  }
}
