package dev.watchbill.notifier.slack;

import dev.watchbill.notifier.message.WebAddress;
import dev.watchbill.notifier.web.PlainWords;
import java.util.Optional;

/**
 * Text from outside, made harmless for Slack. What alerts say is shown only in elements that Slack
 * takes literally; these functions see to what those elements leave open.
 *
 * @see <a href="https://docs.slack.dev/messaging/formatting-message-text">formatting</a>
 */
final class SlackText {
  private static final int LONGEST_LINK = 2_000;

  private SlackText() {}

  /** The same without control characters, and no longer than that. */
  static String plain(String text, int longest) {
    return PlainWords.of(text, longest);
  }

  /** On one line. */
  static String line(String text, int longest) {
    return PlainWords.line(text, longest);
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
    return WebAddress.of(address, LONGEST_LINK);
  }
}
