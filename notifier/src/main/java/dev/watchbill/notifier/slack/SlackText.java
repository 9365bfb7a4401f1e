package dev.watchbill.notifier.slack;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Text from outside, made harmless for Slack. What alerts say is shown only in elements that Slack
 * takes literally; these functions see to what those elements leave open.
 *
 * @see <a href="https://docs.slack.dev/messaging/formatting-message-text">formatting</a>
 */
final class SlackText {
  private static final int LONGEST_LINK = 2_000;

  /** Controls except line ends, and marks that make text run the other way than it is written. */
  private static final Pattern MISLEADING =
      Pattern.compile("[\\p{Cc}&&[^\\n]]|[\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]");

  private SlackText() {}

  /** The same without control characters, and no longer than that. */
  static String plain(String text, int longest) {
    return cut(MISLEADING.matcher(text).replaceAll(" ").strip(), longest);
  }

  /** On one line. */
  static String line(String text, int longest) {
    return plain(text.replace('\n', ' '), longest);
  }

  /** For a field that Slack reads as markup: nothing in it is any. */
  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /**
   * A link that goes where it seems to go.
   *
   * @return empty: not a web address, or one that hides its host behind a user name
   */
  static Optional<String> link(String address) {
    if (address.length() > LONGEST_LINK) {
      return Optional.empty();
    }
    try {
      var uri = new URI(address);
      var web =
          "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
      return web && uri.getHost() != null && uri.getRawUserInfo() == null
          ? Optional.of(uri.toASCIIString())
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    var end = longest - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
  }
}
