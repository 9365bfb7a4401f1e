package dev.watchbill.escalation.watch;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Since when partitions are behind at least, for those whose records can't be read: what was there
 * when they were seen behind was accepted by then. Not thread safe.
 *
 * @param <P> what names a partition
 */
public final class Unread<P> {
  private final Map<P, Seen> seen = new HashMap<>();

  private record Seen(Instant at, long end) {}

  /**
   * A partition is behind.
   *
   * @param from the first offset that is not worked on
   * @param end the one behind the last
   * @return a moment at which the first was there already
   */
  public Instant since(P partition, long from, long end, Instant now) {
    var last = seen.get(partition);
    if (last == null || from >= last.end()) {
      last = new Seen(now, end);
      seen.put(partition, last);
    }
    return last.at();
  }

  /** All others are not behind. */
  public void only(Set<P> behind) {
    seen.keySet().retainAll(behind);
  }
}
