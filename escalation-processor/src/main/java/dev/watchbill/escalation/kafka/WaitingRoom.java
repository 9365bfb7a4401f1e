package dev.watchbill.escalation.kafka;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What came before there was any roster, in its order. What it is stands in its key, behind its
 * number; alerts, which once were all that waited, have nothing there.
 */
final class WaitingRoom {
  private final KeyValueStore<Bytes, byte[]> store;
  private long next;
  private long count;
  private boolean counted;

  WaitingRoom(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  boolean isEmpty() {
    return size() == 0;
  }

  /** Counted once, when it is first asked: that reads what an earlier run left. */
  long size() {
    if (!counted) {
      counted = true;
      try (var all = store.all()) {
        while (all.hasNext()) {
          next = TaskStores.number(all.next().key.get()) + 1;
          count++;
        }
      }
    }
    return count;
  }

  /** What waits, and the byte behind its number in the key; alerts have none. */
  enum Kind {
    ALERT(0),
    RESPONSE(1),
    RECEIPT(2);

    private final byte mark;

    Kind(int mark) {
      this.mark = (byte) mark;
    }

    private static Kind of(byte mark) {
      return Stream.of(values())
          .filter(kind -> kind.mark == mark)
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("Expected 0, 1 or 2, but got " + mark));
    }
  }

  void enter(Kind kind, byte[] record) {
    count = size() + 1;
    store.put(key(next++, kind), record);
  }

  private static Bytes key(long number, Kind kind) {
    var plain = TaskStores.key(number);
    return kind == Kind.ALERT
        ? plain
        : Bytes.wrap(ByteBuffer.allocate(Long.BYTES + 1).put(plain.get()).put(kind.mark).array());
  }

  /** What it is that waits under a key. */
  static Kind kindOf(Bytes key) {
    return key.get().length == Long.BYTES ? Kind.ALERT : Kind.of(key.get()[Long.BYTES]);
  }

  Optional<KeyValue<Bytes, byte[]>> first() {
    try (var all = store.all()) {
      return all.hasNext() ? Optional.of(all.next()) : Optional.empty();
    }
  }

  void leave(Bytes key) {
    store.delete(key);
    count--;
  }
}
