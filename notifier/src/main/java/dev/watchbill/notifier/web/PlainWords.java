package dev.watchbill.notifier.web;

import java.util.regex.Pattern;

/** Text from outside, without what misleads readers. */
public final class PlainWords {
  /** Controls except line ends, and marks that make text run the other way than it is written. */
  private static final Pattern MISLEADING =
      Pattern.compile("[\\p{Cc}&&[^\\n]]|[\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]");

  private PlainWords() {}

  /** No longer than that. */
  public static String of(String text, int longest) {
    var clean = MISLEADING.matcher(text).replaceAll(" ").strip();
    if (clean.length() <= longest) {
      return clean;
    }
    var end = longest - 1;
    return clean.substring(0, Character.isHighSurrogate(clean.charAt(end - 1)) ? end - 1 : end)
        + "…";
  }

  /** On one line. */
  public static String line(String text, int longest) {
    return of(text.replace('\n', ' '), longest);
  }
}
