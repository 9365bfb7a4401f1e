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

  private Speech() {}

  /**
   * The call.
   *
   * @param keys where pressed keys go; empty: nowhere
   */
  public static String of(Page page, Optional<String> keys, Wording wording) {
    var what = say(words(page, wording));
    if (keys.isEmpty()) {
      return response(what + "<Pause length=\"1\"/>" + what);
    }
    var ask = say("Press 4 to acknowledge. Press 6 to resolve.");
    return response(
        "<Gather numDigits=\"1\" timeout=\"10\" method=\"POST\" action=\"%s\">%s</Gather>%s"
            .formatted(
                Html.escaped(keys.get()),
                what + ask + "<Pause length=\"1\"/>" + what + ask,
                say("Nothing was pressed. It stays open, and somebody else is called.")));
  }

  /** What it says of the incident, once. */
  public static String words(Page page, Wording wording) {
    return PlainWords.line(spoken(wording.of(Medium.CALL, page, USUAL)), Medium.CALL.longest());
  }

  static String of(List<Page> pages) {
    var count = pages.stream().map(page -> page.getIncident().getId()).distinct().count();
    var what =
        say("This is Watchbill. %d more incidents page you. See your inbox.".formatted(count));
    return response(what + "<Pause length=\"1\"/>" + what);
  }

  /** One sentence as the answer to a key. */
  static String sentence(String text) {
    return response(say(text));
  }

  /** Signs are read aloud as words nobody understands at night. */
  private static String spoken(String text) {
    return text.replaceAll("[\\s_/\\\\|<>{}\\[\\]#*~^`=-]+", " ").strip();
  }

  private static String say(String text) {
    return "<Say>%s</Say>".formatted(Html.escaped(text));
  }

  private static String response(String verbs) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response>%s</Response>".formatted(verbs);
  }
}
