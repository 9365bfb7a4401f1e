package dev.watchbill.escalation.kafka;

import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Asks for an early commit when something urgent left, but the sooner the less a thread is behind:
 * each commit costs it some milliseconds and the broker a marker in every partition it touched, so
 * a thread that is late is later still for each (ADR 0014).
 */
final class CommitPacer {
  /** Asking for each page stalls a thread at some hundred records a second (ADR 0002). */
  private static final long APART = 25;

  /** However far behind: the interval at which everything is committed anyway. */
  static final long LONGEST = 200;

  private final ThreadLocal<Pace> paces = ThreadLocal.withInitial(Pace::new);
  private final boolean early;

  /** Of one thread. */
  private static final class Pace {
    long asked;
    long behind;
  }

  /**
   * @param early false: never asks
   */
  CommitPacer(boolean early) {
    this.early = early;
  }

  /** How old what came is. */
  void saw(long timestamp, long now) {
    paces.get().behind = now - timestamp;
  }

  void urgent(ProcessorContext<?, ?> context, long now) {
    var pace = paces.get();
    if (early && now - pace.asked >= Math.clamp(pace.behind / 2, APART, LONGEST)) {
      pace.asked = now;
      context.commit();
    }
  }
}
