package dev.watchbill.schemas.text;

/** So many of something, as one reads it: {@code 1 gap}, {@code 3 gaps}, {@code 2 people}. */
public final class Counted {
  private Counted() {}

  /**
   * The number and the noun, in the plural unless it is one.
   *
   * @param noun one that takes an s, such as {@code gap} or {@code more gap}
   */
  public static String of(long count, String noun) {
    return of(count, noun, noun + "s");
  }

  /** The same of a noun that takes no s. */
  public static String of(long count, String one, String several) {
    return count + " " + (count == 1 ? one : several);
  }
}
