package dev.watchbill.ingest;

/**
 * Text of a sender as every later reader can hold it: no NUL or other control characters but line
 * end and tab, no half surrogate pairs, nothing that turns the direction of text, so that it would
 * show otherwise than it is (all shown as U+FFFD), and no longer than asked. It is still data:
 * whoever renders it escapes it.
 */
public final class PlainText {
  private static final char REPLACEMENT = '\uFFFD';
  private static final int QUOTED = 80;

  private PlainText() {}

  /**
   * Cleans and cuts.
   *
   * @param longest in UTF-16 units; where it is cut, the last is an ellipsis
   */
  public static String of(String text, int longest) {
    return cut(isClean(text) ? text : cleaned(text), longest);
  }

  /** The same on one line. */
  public static String line(String text, int longest) {
    return of(text.strip().replace('\n', ' ').replace('\t', ' '), longest);
  }

  /** The beginning of it in quotes, for a sentence. */
  public static String quoted(String text) {
    return "\"" + line(text, QUOTED) + "\"";
  }

  private static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    var end = longest - 1;
    var inPair = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
    return text.substring(0, inPair ? end - 1 : end) + "…";
  }

  private static boolean isClean(String text) {
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (Character.isSurrogate(c) || isControl(c) || turns(c)) {
        return false;
      }
    }
    return true;
  }

  private static String cleaned(String text) {
    var clean = new StringBuilder(text.length());
    text.replace("\r\n", "\n")
        .codePoints()
        .map(c -> isHalf(c) || isControl(c) || turns(c) ? REPLACEMENT : c)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }

  private static boolean isHalf(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }

  /** Overrides and isolates of direction; marks of it are part of many scripts. */
  private static boolean turns(int c) {
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  }

  private static boolean isControl(int c) {
    return c != '\n' && c != '\t' && Character.isISOControl(c);
  }
}
