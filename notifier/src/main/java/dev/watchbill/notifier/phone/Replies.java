package dev.watchbill.notifier.phone;

import dev.watchbill.notifier.delivery.Html;
import java.util.Optional;

/** What Twilio is answered, as TwiML. */
public final class Replies {
  private Replies() {}

  /**
   * What is said to a key.
   *
   * @param keys where the next one goes
   */
  public static String spoken(PhoneAnswers.Said said, String keys) {
    return said.again() ? Speech.again(said.sentence(), keys) : Speech.sentence(said.sentence());
  }

  /**
   * A sentence that is sent back.
   *
   * @param sentence empty: none is
   */
  public static String written(Optional<String> sentence) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response>%s</Response>"
        .formatted(sentence.map(it -> "<Message>" + Html.escaped(it) + "</Message>").orElse(""));
  }
}
