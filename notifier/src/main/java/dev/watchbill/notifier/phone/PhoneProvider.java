package dev.watchbill.notifier.phone;

import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.schemas.Page;
import java.util.List;
import java.util.Optional;

/** Who carries short messages and calls. Each call tries once. */
public interface PhoneProvider {
  /** All there are, in the order they are tried where the roster says nothing. */
  List<String> ALL = List.of("twilio", "vonage");

  /** As in the roster and in settings. */
  String name();

  /**
   * Sends a short message.
   *
   * @param to as +491701234567
   * @param pages that it tells of, whose fate is heard; empty: it tells of none
   */
  Delivery message(String to, String text, List<Page> pages);

  /**
   * Calls somebody.
   *
   * @param to as +491701234567
   * @param words said twice
   * @param pages that it tells of; of one alone keys are taken
   */
  Delivery call(String to, String words, List<Page> pages);

  /** The one page whose keys are taken. */
  static Optional<Page> keyed(List<Page> pages) {
    return pages.size() == 1 ? Optional.of(pages.getFirst()) : Optional.empty();
  }
}
