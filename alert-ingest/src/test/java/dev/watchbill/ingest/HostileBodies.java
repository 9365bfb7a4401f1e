package dev.watchbill.ingest;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/** Bodies that no honest sender sends, each from its seed. */
public final class HostileBodies {
  private static final List<String> PIECES =
      List.of(
          "null",
          "true",
          "-1e999999",
          "123456789012345678901234567890",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\udfff\\ud800\"",
          "\"0001-01-01T00:00:00Z\"",
          "\"9999-12-31T23:59:59.999999999Z\"",
          "\"+999999999-12-31T23:59:59Z\"",
          "\"2026-02-30T25:61:61Z\"",
          "\"\"",
          "[]",
          "{}",
          "[[[[]]]]",
          "{\"a\":{\"a\":{\"a\":[1,null,\"x\"]}}}",
          "{\"a\":1,\"a\":\"2\",\"a\":null}",
          "\"firing\"",
          "\"resolved\"",
          "\"<!channel> <script>alert(1)</script> ${jndi:ldap://x} {{7*7}}\"",
          "\"" + "x".repeat(20_000) + "\"",
          "[".repeat(500) + "]".repeat(500));

  private HostileBodies() {}

  /** A good body, spoiled in one to four ways. */
  public static byte[] of(long seed, String good) {
    var random = new SplittableRandom(seed);
    var bytes = good.getBytes(StandardCharsets.UTF_8);
    for (var times = random.nextInt(1, 5); times > 0; times--) {
      bytes = spoiled(random, bytes);
    }
    return bytes;
  }

  private static byte[] spoiled(SplittableRandom random, byte[] bytes) {
    return switch (random.nextInt(6)) {
      case 0 -> java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
      case 1 -> flipped(random, bytes);
      case 2 -> spliced(bytes, random.nextInt(bytes.length + 1), 0, randomBytes(random));
      default -> valueReplaced(random, bytes);
    };
  }

  private static byte[] flipped(SplittableRandom random, byte[] bytes) {
    var flipped = bytes.clone();
    if (flipped.length > 0) {
      flipped[random.nextInt(flipped.length)] = (byte) random.nextInt(256);
    }
    return flipped;
  }

  /** Puts something else in the place of what stands behind a colon or at the start. */
  private static byte[] valueReplaced(SplittableRandom random, byte[] bytes) {
    var text = new String(bytes, StandardCharsets.ISO_8859_1);
    var from = text.indexOf(':', random.nextInt(text.length() + 1)) + 1;
    var to = from;
    while (to < text.length() && ",}]".indexOf(text.charAt(to)) < 0) {
      to++;
    }
    var piece = PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
    return spliced(bytes, from, to - from, piece);
  }

  private static byte[] randomBytes(SplittableRandom random) {
    var bytes = new byte[random.nextInt(1, 40)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] spliced(byte[] bytes, int at, int less, byte[] more) {
    var spliced = new byte[bytes.length - less + more.length];
    System.arraycopy(bytes, 0, spliced, 0, at);
    System.arraycopy(more, 0, spliced, at, more.length);
    System.arraycopy(bytes, at + less, spliced, at + more.length, bytes.length - at - less);
    return spliced;
  }
}
