package dev.watchbill.escalation.kafka;

/**
 * Holds deadlines back after a start until the inputs have caught up: an acknowledgement that
 * stands in the topic must be read before the deadline it stops (ADR 0005).
 */
final class SweepGate {
  private static final long LEAST = 1_000;
  private static final long MOST = 10_000;
  private static final long OLD = 1_000;

  private final long since;
  private long lastOld = Long.MIN_VALUE;
  private boolean open;

  /**
   * Closed from now on.
   *
   * @param now in milliseconds
   */
  SweepGate(long now) {
    since = now;
  }

  /** A record came. */
  void saw(long timestamp, long now) {
    if (!open && now - timestamp > OLD) {
      lastOld = now;
    }
  }

  boolean isOpen(long now) {
    open = open || now - since >= MOST || (now - since >= LEAST && now - LEAST >= lastOld);
    return open;
  }
}
