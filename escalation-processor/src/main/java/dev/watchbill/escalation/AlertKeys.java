package dev.watchbill.escalation;

import java.nio.charset.StandardCharsets;

/** Keys of alerts and groups, at a length that can be kept. */
public final class AlertKeys {
  private static final int LONGEST = 300;

  private AlertKeys() {}

  /** The key itself; of one that is too long its beginning and its hash. */
  public static String bounded(String key) {
    return isLong(key)
        ? key.substring(0, LONGEST / 2) + "#" + Plan.hash(key.getBytes(StandardCharsets.UTF_8))
        : key;
  }

  static boolean isLong(String key) {
    return key.length() > LONGEST;
  }
}
