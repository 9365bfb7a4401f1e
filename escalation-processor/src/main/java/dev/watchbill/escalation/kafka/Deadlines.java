package dev.watchbill.escalation.kafka;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * When to look at which incident next: hints, ordered by time. The incident is the truth. A look
 * costs what is due: beyond the mark where the last scan ended, nothing is touched until then.
 *
 * <p>The mark matters because a scan from the beginning would walk over every deleted hint first.
 * It lives in memory only; one scan after a start finds it again.
 */
final class Deadlines {
  /** The value of a hint: all it says is in its key. */
  static final Bytes NOTHING = Bytes.wrap(new byte[0]);

  private final KeyValueStore<Bytes, byte[]> store;
  private Bytes low = Bytes.wrap(new byte[0]);
  private long next = Long.MIN_VALUE;

  Deadlines(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  /** Look at this incident then. */
  record Hint(Instant due, String incident) {}

  static Bytes key(Instant due, String incident) {
    var id = incident.getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(Long.BYTES + id.length).putLong(due.toEpochMilli()).put(id).array());
  }

  void write(Bytes key, @Nullable Bytes value) {
    if (value == null) {
      store.delete(key);
      return;
    }
    store.put(key, value.get());
    if (key.compareTo(low) < 0) {
      low = key;
    }
    next = Math.min(next, dueOf(key));
  }

  /** Before this moment there is nothing to do. */
  long next() {
    return next;
  }

  /** For how many milliseconds the first of them has been due; 0: none is. */
  long overdue(long now) {
    var first = due(now, 1);
    return first.isEmpty() ? 0 : now - first.getFirst().due().toEpochMilli();
  }

  /**
   * The first hints that are due, in order; whoever handles them deletes them.
   *
   * @param most how many at most
   */
  List<Hint> due(long now, int most) {
    if (now < next) {
      return List.of();
    }
    var due = new ArrayList<Hint>();
    try (var hints = store.range(low, null)) {
      while (hints.hasNext()) {
        var key = hints.next().key;
        if (dueOf(key) > now || due.size() == most) {
          mark(due, key);
          return due;
        }
        due.add(hint(key));
      }
    }
    mark(due, null);
    return due;
  }

  /** The next scan starts at what was found now, as it may come back undone, or else beyond it. */
  private void mark(List<Hint> due, @Nullable Bytes beyond) {
    if (!due.isEmpty()) {
      low = key(due.get(0).due(), due.get(0).incident());
      next = due.get(0).due().toEpochMilli();
    } else if (beyond != null) {
      low = beyond;
      next = dueOf(beyond);
    } else {
      next = Long.MAX_VALUE;
    }
  }

  private static long dueOf(Bytes key) {
    return ByteBuffer.wrap(key.get()).getLong();
  }

  /** When the incident of this key is to be looked at. */
  static Instant instantOf(Bytes key) {
    return Instant.ofEpochMilli(dueOf(key));
  }

  private static Hint hint(Bytes key) {
    var bytes = key.get();
    return new Hint(
        instantOf(key),
        new String(bytes, Long.BYTES, bytes.length - Long.BYTES, StandardCharsets.UTF_8));
  }
}
