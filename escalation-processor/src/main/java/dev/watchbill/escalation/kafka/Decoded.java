package dev.watchbill.escalation.kafka;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * What the bytes of a store mean, remembered for the keys that were used last: an incident that
 * something happens to is one that something happened to a moment ago. The store stays the truth;
 * where its bytes are others than those remembered, they are read.
 */
final class Decoded<T> {
  private final Map<Bytes, Known<T>> known;

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
   */
  Decoded(int most) {
    known =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.@Nullable Entry<Bytes, Known<T>> eldest) {
            return size() > most;
          }
        };
  }

  /** What the bytes under a key mean. */
  T of(Bytes key, byte[] bytes, Function<byte[], T> reading) {
    var last = known.get(key);
    if (last != null && Arrays.equals(last.bytes, bytes)) {
      return last.meaning;
    }
    var meaning = reading.apply(bytes);
    known.put(key, new Known<>(bytes, meaning));
    return meaning;
  }

  /** These bytes were written, and mean that. */
  void wrote(Bytes key, byte[] bytes, T meaning) {
    known.put(key, new Known<>(bytes, meaning));
  }
}
