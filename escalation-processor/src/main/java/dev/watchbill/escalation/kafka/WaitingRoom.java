package dev.watchbill.escalation.kafka;

import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;

/** Alerts that came before there was any roster, in their order. */
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

  void enter(byte[] alert) {
    count = size() + 1;
    store.put(TaskStores.key(next++), alert);
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
