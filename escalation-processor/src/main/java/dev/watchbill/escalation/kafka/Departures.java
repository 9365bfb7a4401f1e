package dev.watchbill.escalation.kafka;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Goes once through all incidents after somebody left the roster, and after a start, as that may
 * have been missed. A few at a time: nothing else waits for it, and when nobody leaves it costs
 * nothing. How far it is lives in memory only.
 */
final class Departures {
  /** In milliseconds: a roster that is taken back at once, or is read again, disturbs nobody. */
  static final long SETTLES = 1_000;

  private static final Bytes FIRST = Bytes.wrap(new byte[0]);

  private final KeyValueStore<Bytes, byte[]> incidents;
  private long seen = -1;
  private long from;
  private @Nullable Bytes next;

  Departures(KeyValueStore<Bytes, byte[]> incidents) {
    this.incidents = incidents;
  }

  /**
   * The states of the next incidents to look at; none: all were looked at.
   *
   * @param count how often somebody left until now
   * @param now in milliseconds
   * @param most how many at most
   */
  List<byte[]> next(long count, long now, int most) {
    if (count != seen) {
      seen = count;
      from = now + SETTLES;
      next = FIRST;
    }
    return next == null || now < from ? List.of() : read(next, most);
  }

  /** Something was in the way: all once more. */
  void again(long at) {
    next = FIRST;
    from = at;
  }

  private List<byte[]> read(Bytes first, int most) {
    var states = new ArrayList<byte[]>();
    try (var all = incidents.range(first, null)) {
      while (all.hasNext()) {
        var entry = all.next();
        if (states.size() == most) {
          next = entry.key;
          return states;
        }
        states.add(entry.value);
      }
    }
    next = null;
    return states;
  }
}
