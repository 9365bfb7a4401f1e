package dev.watchbill.notifier.phone;

import dev.watchbill.notifier.delivery.Html;
import dev.watchbill.notifier.web.PlainWords;
import dev.watchbill.schemas.Page;
import java.util.List;
import java.util.Optional;

/**
 * What a call says, slowly and twice.
 *
 * @see <a href="https://www.twilio.com/docs/voice/twiml">TwiML</a>
 */
final class Speech {
  private static final int LONGEST = 200;

  private Speech() {}

  /**
   * @param keys where pressed keys go; empty: nowhere
   */
  static String of(Page page, Optional<String> keys) {
    var incident = page.getIncident();
    var what =
        say(
            "This is Watchbill. A %s incident in %s. %s."
                .formatted(
                    incident.getSeverity(),
                    spoken(incident.getService()),
                    PlainWords.line(spoken(incident.getTitle()), LONGEST)));
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
