package dev.watchbill.notifier.delivery;

/** Text from outside, made harmless for HTML. */
public final class Html {
  private Html() {}

  /** For elements and quoted attributes: nothing in it is markup. */
  public static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
