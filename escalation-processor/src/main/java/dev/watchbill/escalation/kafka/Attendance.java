package dev.watchbill.escalation.kafka;

import dev.watchbill.escalation.Pauses;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * When a task didn't hear what was sent: before its start, from when it last heard anything; while
 * it was stuck; and while what came had to wait.
 */
final class Attendance {
  private final KeyValueStore<Bytes, byte[]> heard;
  private final Instant start;
  private final LongSupplier stopwatch;
  private Pauses pauses = Pauses.NONE;
  private boolean begun;
  private long seenNanos;

  /**
   * @param heard when each integration was heard here, as {@link TaskStores#HEARD}
   */
  Attendance(KeyValueStore<Bytes, byte[]> heard, Instant start, LongSupplier stopwatch) {
    this.heard = heard;
    this.start = start;
    this.stopwatch = stopwatch;
  }

  Pauses pauses() {
    return pauses;
  }

  /** The task is at work; said before anything is done. */
  void isHere(Instant now) {
    var nanos = stopwatch.getAsLong();
    if (!begun) {
      begun = true;
      before();
    } else {
      waited(now.minusNanos(nanos - seenNanos), now);
    }
    seenNanos = nanos;
  }

  /** What came is worked on only now. */
  void waited(Instant since, Instant now) {
    if (Duration.between(since, now).compareTo(Pauses.SHORTEST) >= 0) {
      pauses = pauses.and(since, now);
    }
  }

  private void before() {
    try (var all = heard.all()) {
      var last = Long.MIN_VALUE;
      while (all.hasNext()) {
        last = Math.max(last, TaskStores.number(all.next().value));
      }
      if (last != Long.MIN_VALUE && last < start.toEpochMilli()) {
        pauses = pauses.and(Instant.ofEpochMilli(last), start);
      }
    }
  }
}
