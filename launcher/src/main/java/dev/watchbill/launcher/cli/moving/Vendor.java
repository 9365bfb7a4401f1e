package dev.watchbill.launcher.cli.moving;

/**
 * Whose API is asked.
 *
 * @param name as people call it
 * @param prefix what stands before the key in {@code Authorization}; may be empty
 * @param variable that holds the key
 */
record Vendor(String name, String prefix, String variable) {
  String authorization(String key) {
    return prefix + key;
  }
}
