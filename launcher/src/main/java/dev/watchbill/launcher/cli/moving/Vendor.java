package dev.watchbill.launcher.cli.moving;

/**
 * Whose API is asked.
 *
 * @param name as people call it
 * @param scheme what stands before the key in {@code Authorization}; may be empty
 * @param variable that holds the key
 */
record Vendor(String name, String scheme, String variable) {
  String authorization(String key) {
    return scheme.isEmpty() ? key : scheme + " " + key;
  }
}
