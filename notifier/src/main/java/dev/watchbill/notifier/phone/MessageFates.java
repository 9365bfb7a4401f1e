package dev.watchbill.notifier.phone;

import dev.watchbill.notifier.delivery.Receipts;
import dev.watchbill.notifier.links.LinkSeal;
import dev.watchbill.notifier.phone.Fates.Fate;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What became of short messages after the provider took them. One that arrives nowhere, as the
 * phone is off or the number is nobody's, fails its page, so that the person's next contact is used
 * at once.
 *
 * @see <a href="https://www.twilio.com/docs/messaging/api/message-resource">Twilio's statuses</a>
 * @see <a href="https://developer.vonage.com/en/api/messages">Vonage's</a>
 */
public final class MessageFates {
  private static final Pattern CODE = Pattern.compile("\\d{1,6}");

  private final Fates fates;

  public MessageFates(LinkSeal seal, Receipts receipts, InstantSource clock) {
    fates = new Fates(seal, receipts, clock, SmsChannel.NAME);
  }

  /**
   * Takes note of it.
   *
   * @param token of the message, from its address
   * @param word as the provider has it: Twilio's {@code MessageStatus}, Vonage's {@code status}
   * @param code of the provider's for why; empty: it has none
   * @return false: the token isn't ours, or too old
   */
  public boolean take(String token, String word, String code) throws InterruptedException {
    var pass = fates.opened(token);
    if (pass.isEmpty()) {
      return false;
    }
    var fate = fate(word, code);
    if (fate.isPresent()) {
      fates.report(pass.get(), fate.get());
    }
    return true;
  }

  /** Empty: it is still on its way, or nobody knows. */
  private static Optional<Fate> fate(String word, String code) {
    var why = CODE.matcher(code).matches() ? " (" + code + ")" : "";
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "delivered", "read" -> Optional.of(Fate.delivered("the phone has the message"));
      case "undelivered", "undeliverable", "failed", "rejected" ->
          Optional.of(Fate.failed("the message could not be delivered" + why));
      default -> Optional.empty();
    };
  }
}
