package dev.watchbill.notifier.phone;

import dev.watchbill.notifier.delivery.Html;

/** What Twilio is answered, as TwiML. */
public final class Replies {
  private Replies() {}

  /** A sentence that is said. */
  public static String spoken(String sentence) {
    return Speech.sentence(sentence);
  }

  /** A sentence that is sent back. */
  public static String written(String sentence) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response><Message>%s</Message></Response>"
        .formatted(Html.escaped(sentence));
  }
}
