package dev.watchbill.escalation.kafka;

import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Asks for an early commit when something urgent left, but at most every 25 ms a thread: asking for
 * each page stalls the thread at some hundred records a second (ADR 0002).
 */
final class CommitPacer {
  private static final long APART = 25;

  private final ThreadLocal<long[]> asked = ThreadLocal.withInitial(() -> new long[1]);
  private final boolean early;

  /**
   * @param early false: never asks
   */
  CommitPacer(boolean early) {
    this.early = early;
  }

  void urgent(ProcessorContext<?, ?> context, long now) {
    var last = asked.get();
    if (early && now - last[0] >= APART) {
      last[0] = now;
      context.commit();
    }
  }
}
