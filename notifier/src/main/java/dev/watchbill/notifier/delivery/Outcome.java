package dev.watchbill.notifier.delivery;

import java.util.Optional;

/**
 * The one end result of a page or post, in the words of {@code Receipt.outcome}.
 *
 * @param word accepted | delivered | failed | cancelled | expired
 * @param permanent a failure that nobody will retry
 * @param reason one sentence; empty where it went well
 * @param ref where the provider keeps it
 */
public record Outcome(String word, boolean permanent, String reason, Optional<String> ref) {

  /** Whether the person has it, or their provider. */
  boolean hasReached() {
    return hasReached(word);
  }

  static boolean hasReached(String word) {
    return word.equals("accepted") || word.equals("delivered");
  }

  static Outcome of(Delivery.Delivered delivered) {
    return new Outcome(delivered.arrived() ? "delivered" : "accepted", false, "", delivered.ref());
  }

  static Outcome failed(String reason) {
    return new Outcome("failed", true, reason, Optional.empty());
  }

  static Outcome cancelled() {
    return new Outcome("cancelled", false, "called back before it was sent", Optional.empty());
  }

  /**
   * @param reason why it wasn't sent in time; empty: nobody got to it
   */
  static Outcome expired(String reason) {
    return new Outcome(
        "expired",
        false,
        reason.isEmpty() ? "its time was over" : "its time was over: " + reason,
        Optional.empty());
  }
}
