package dev.watchbill.notifier.phone;

import dev.watchbill.notifier.delivery.Receipts;
import dev.watchbill.notifier.links.LinkSeal;
import dev.watchbill.notifier.phone.Fates.Fate;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * What became of calls after the provider took them. A call that a machine or nobody took has
 * reached nobody: its page fails, so that the person's next contact is used at once.
 */
public final class CallFates {
  /** Words for a call that is over. */
  private static final Set<String> ENDS =
      Set.of(
          "completed",
          "busy",
          "no-answer",
          "unanswered",
          "timeout",
          "rejected",
          "canceled",
          "cancelled",
          "failed");

  private final Fates fates;
  private final BiConsumer<String, String> ended;

  /**
   * @param ended told of a person and a page whose call has ended
   */
  public CallFates(
      LinkSeal seal, Receipts receipts, BiConsumer<String, String> ended, InstantSource clock) {
    fates = new Fates(seal, receipts, clock, CallChannel.NAME);
    this.ended = ended;
  }

  /**
   * Takes note of it.
   *
   * @param token of the call, from its address
   * @param word as the provider has it: Twilio's {@code AnsweredBy} or {@code CallStatus}, Vonage's
   *     {@code status}
   * @return false: the token isn't ours, or too old
   */
  public boolean take(String token, String word) throws InterruptedException {
    var pass = fates.opened(token);
    if (pass.isEmpty()) {
      return false;
    }
    if (ENDS.contains(word.toLowerCase(Locale.ROOT))) {
      ended.accept(pass.get().person(), pass.get().pages().getFirst());
    }
    var fate = fate(word);
    if (fate.isPresent()) {
      fates.report(pass.get(), fate.get());
    }
    return true;
  }

  /** Empty: nothing that is known for sure. */
  private static Optional<Fate> fate(String word) {
    var state = word.toLowerCase(Locale.ROOT);
    if (state.startsWith("machine")) {
      return Optional.of(Fate.failed("an answering machine took the call"));
    }
    return switch (state) {
      case "human" -> Optional.of(Fate.delivered("a person took the call"));
      case "fax" -> Optional.of(Fate.failed("a fax took the call"));
      // Perhaps with a call of somebody else's: the step's patience tells.
      case "busy" -> Optional.empty();
      case "no-answer", "unanswered", "timeout" -> Optional.of(Fate.failed("nobody took the call"));
      case "rejected", "canceled", "cancelled" -> Optional.of(Fate.failed("the call was rejected"));
      case "failed" -> Optional.of(Fate.failed("the call could not be put through"));
      default -> Optional.empty();
    };
  }
}
