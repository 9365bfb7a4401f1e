package dev.watchbill.escalation.kafka;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.RocksDBStore;

/**
 * A store on disk that isn't written through at each commit. Exactly-once tasks don't do that
 * either, but the driver that takes the broker's place here does, after each record: files of one
 * entry, and little else would be measured.
 */
final class UnflushedStore extends RocksDBStore {
  private static final String SCOPE = "rocksdb";

  private UnflushedStore(String name) {
    super(name, SCOPE);
  }

  @Override
  public synchronized void commit(Map<TopicPartition, Long> changelogOffsets) {
    // What isn't on the disk is in the write buffers.
  }

  static KeyValueBytesStoreSupplier supplier(String name) {
    return new KeyValueBytesStoreSupplier() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public KeyValueStore<Bytes, byte[]> get() {
        return new UnflushedStore(name);
      }

      @Override
      public String metricsScope() {
        return SCOPE;
      }
    };
  }
}
