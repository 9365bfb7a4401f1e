package dev.watchbill.launcher.moving;

/**
 * Other people's words on one line of a file: nothing that moves a cursor or turns the text, and no
 * reference to a secret.
 */
public final class PlainText {
  private static final int LONGEST = 300;

  private PlainText() {}

  public static String of(String text) {
    var plain = new StringBuilder();
    text.codePoints().limit(LONGEST).forEach(c -> plain.appendCodePoint(misleads(c) ? ' ' : c));
    return plain.toString().replace("${", "$ {").strip();
  }

  private static boolean misleads(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
