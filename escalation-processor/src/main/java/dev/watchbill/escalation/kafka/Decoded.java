package dev.watchbill.escalation.kafka;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;

/**
 * What the bytes of a store mean, remembered for the keys that were used last: an incident that
 * something happens to is one that something happened to a moment ago. The store stays the truth;
 * where its bytes are others than those remembered, they are read.
 */
final class Decoded<T> {
  // The one used longest ago first.
  private final LinkedHashMap<Bytes, Known<T>> known = new LinkedHashMap<>(16, 0.75f, true);
  private final int most;
  private final int mostBytes;
  private int size;

  private static final class Known<T> {
    private final byte[] bytes;
    private final T meaning;

    private Known(byte[] bytes, T meaning) {
      this.bytes = bytes;
      this.meaning = meaning;
    }
  }

  /**
   * @param most how many keys
   * @param mostBytes of all of them together, as they are in the store
   */
  Decoded(int most, int mostBytes) {
    this.most = most;
    this.mostBytes = mostBytes;
  }

  /** What the bytes under a key mean. */
  T of(Bytes key, byte[] bytes, Function<byte[], T> reading) {
    var last = known.get(key);
    if (last != null && Arrays.equals(last.bytes, bytes)) {
      return last.meaning;
    }
    var meaning = reading.apply(bytes);
    remember(key, new Known<>(bytes, meaning));
    return meaning;
  }

  /** These bytes were written, and mean that. */
  void wrote(Bytes key, byte[] bytes, T meaning) {
    remember(key, new Known<>(bytes, meaning));
  }

  private void remember(Bytes key, Known<T> now) {
    var before = known.put(key, now);
    size += now.bytes.length - (before == null ? 0 : before.bytes.length);
    var eldest = known.values().iterator();
    while (known.size() > most || size > mostBytes) {
      size -= eldest.next().bytes.length;
      eldest.remove();
    }
  }
}
