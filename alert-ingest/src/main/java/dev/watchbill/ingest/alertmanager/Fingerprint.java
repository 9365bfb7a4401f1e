package dev.watchbill.ingest.alertmanager;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * The key Alertmanager gives an alert: FNV-1a of its sorted labels, so that the same alert has the
 * same key through the webhook and through the API.
 *
 * @see <a
 *     href="https://github.com/prometheus/common/blob/main/model/labelset.go">LabelSet.Fingerprint</a>
 */
final class Fingerprint {
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;
  private static final byte SEPARATOR = (byte) 0xff;

  private Fingerprint() {}

  /** 16 hex digits. */
  static String of(Map<String, String> labels) {
    var sum = OFFSET;
    for (var label : new TreeMap<>(labels).entrySet()) {
      sum = add(add(sum, label.getKey()), label.getValue());
    }
    return "%016x".formatted(sum);
  }

  private static long add(long sum, String text) {
    for (var b : text.getBytes(StandardCharsets.UTF_8)) {
      sum = add(sum, b);
    }
    return add(sum, SEPARATOR);
  }

  private static long add(long sum, byte b) {
    return (sum ^ (b & 0xff)) * PRIME;
  }
}
