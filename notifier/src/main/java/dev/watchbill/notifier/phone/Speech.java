package dev.watchbill.notifier.phone;

import dev.watchbill.notifier.delivery.Html;
import dev.watchbill.notifier.message.Wording;
import dev.watchbill.notifier.web.PlainWords;
import dev.watchbill.schemas.Page;
import dev.watchbill.template.Medium;
import java.util.List;
import java.util.Optional;

/**
 * What a call says, slowly and twice.
 *
 * @see <a href="https://www.twilio.com/docs/voice/twiml">TwiML</a>
 */
public final class Speech {
  private static final String USUAL =
      """
      This is Watchbill. A {{severity}} incident in {{service}}. {{title}}.
      {{alerts}}, since {{since-time}}.{{#others}} Also paged: {{others}}.{{/others}}
      {{#next}}{{next}}{{/next}}
      """;

  /** Twilio takes no more. */
  private static final int LONGEST_CALL = 4_000;

  static final String ASK = "Press 4 to acknowledge. Press 6 to resolve.";

  private Speech() {}

  /** What is said of a page, once. */
  public static String words(Page page, Wording wording) {
    return PlainWords.line(spoken(wording.of(Medium.CALL, page, USUAL)), Medium.CALL.longest());
  }

  /** What is said of many. */
  static String words(List<Page> pages) {
    var count = pages.stream().map(page -> page.getIncident().getId()).distinct().count();
    return "This is Watchbill. %d more %s you. See your inbox."
        .formatted(count, count == 1 ? "incident pages" : "incidents page");
  }

  /**
   * The call.
   *
   * @param keys where pressed keys go; empty: nowhere
   */
  public static String of(String words, Optional<String> keys) {
    var call = call(words, keys);
    // What is written in XML may be several times as long.
    return call.length() <= LONGEST_CALL || words.length() < 2
        ? call
        : of(PlainWords.line(words, words.length() * 3 / 4), keys);
  }

  private static String call(String words, Optional<String> keys) {
    var what = say(words);
    if (keys.isEmpty()) {
      return response(what + "<Pause length=\"1\"/>" + what);
    }
    var ask = say(ASK);
    return gather(keys.get(), what + ask + "<Pause length=\"1\"/>" + what + ask);
  }

  private static String gather(String keys, String asking) {
    return response(
        "<Gather numDigits=\"1\" timeout=\"10\" method=\"POST\" action=\"%s\">%s</Gather>%s"
            .formatted(
                Html.escaped(keys),
                asking,
                say("Nothing was pressed. It stays open, and somebody else is called.")));
  }

  /** One sentence as the answer to a key, which is asked for once more. */
  static String again(String text, String keys) {
    return gather(keys, say(text) + say(ASK));
  }

  /** One sentence as the answer to a key. */
  static String sentence(String text) {
    return response(say(text));
  }

  /** Signs are read aloud as words nobody understands at night, or aren't taken at all. */
  private static String spoken(String text) {
    return text.replace("&", " and ")
        .replaceAll("[\\s\\p{C}_/\\\\|<>{}\\[\\]#*~^`\"=-]+", " ")
        .strip();
  }

  private static String say(String text) {
    return "<Say>%s</Say>".formatted(Html.escaped(text));
  }

  private static String response(String verbs) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response>%s</Response>".formatted(verbs);
  }
}
