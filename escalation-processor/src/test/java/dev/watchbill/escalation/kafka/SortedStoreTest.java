package dev.watchbill.escalation.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.Test;

/** It does what the store on disk does, where the topology relies on it. */
class SortedStoreTest {
  private final SortedStore store = new SortedStore("alerts");

  @Test
  void scansInTheOrderOfUnsignedBytesFromAKeyOn() {
    put(0x01, 0x7f, 0x80, 0xff);

    assertThat(keys(store.range(key(0x7f), null))).containsExactly(0x7f, 0x80, 0xff);
    assertThat(keys(store.all())).containsExactly(0x01, 0x7f, 0x80, 0xff);
    assertThat(store.first()).contains(key(0x01));
  }

  @Test
  void findsWhatBeginsWithAPrefixAndNothingElse() {
    for (var id : List.of("a-1", "a-10", "a-2")) {
      store.put(TaskStores.key(id, "prometheus", "key"), new byte[1]);
    }

    try (var found = store.prefixScan(TaskStores.prefix("a-1"), new BytesSerializer())) {
      assertThat(found.next().key).isEqualTo(TaskStores.key("a-1", "prometheus", "key"));
      assertThat(found.hasNext()).isFalse();
    }
  }

  @Test
  void mayBeChangedWhileItIsScanned() {
    put(1, 2, 3);

    try (var all = store.all()) {
      while (all.hasNext()) {
        store.delete(all.next().key);
      }
    }

    assertThat(store.first()).isEmpty();
  }

  @Test
  void aNullValueIsADeletion() {
    put(1);

    store.put(key(1), null);

    assertThat(store.get(key(1))).isNull();
  }

  private void put(int... keys) {
    for (var key : keys) {
      store.put(key(key), new byte[0]);
    }
  }

  private static Bytes key(int value) {
    return Bytes.wrap(new byte[] {(byte) value});
  }

  private static List<Integer> keys(KeyValueIterator<Bytes, byte[]> entries) {
    var keys = new ArrayList<Integer>();
    try (entries) {
      entries.forEachRemaining(entry -> keys.add(Byte.toUnsignedInt(entry.key.get()[0])));
    }
    return keys;
  }
}
