package dev.watchbill.notifier.delivery;

import java.time.Duration;
import java.util.Optional;

/** What a provider answered to one attempt. Failures are values: they are expected. */
public sealed interface Delivery {

  /**
   * The provider has it.
   *
   * @param arrived whether the person surely has it too, not only the provider
   * @param ref where the provider keeps it; Slack: CHANNEL/TS
   */
  record Delivered(boolean arrived, Optional<String> ref) implements Delivery {}

  /**
   * It may work later.
   *
   * @param reason one sentence
   * @param after how long the provider asks to wait, if it said so
   */
  record Retryable(String reason, Optional<Duration> after) implements Delivery {}

  /**
   * It will never work like this.
   *
   * @param reason one sentence
   */
  record Refused(String reason) implements Delivery {
    /**
     * Whether it refuses us, whoever is to be reached: its reason then says which setting to look
     * at, such as <i>check WATCHBILL_SLACK_TOKEN</i>.
     */
    boolean isOfUs() {
      return reason.contains("check WATCHBILL_");
    }
  }

  /** The provider took it, and keeps it at {@code ref}. */
  static Delivery accepted(String ref) {
    return new Delivered(false, Optional.of(ref));
  }

  /** The person has it. */
  static Delivery arrived() {
    return new Delivered(true, Optional.empty());
  }

  static Delivery retryable(String reason) {
    return new Retryable(reason, Optional.empty());
  }

  static Delivery retryable(String reason, Duration after) {
    return new Retryable(reason, Optional.of(after));
  }

  static Delivery refused(String reason) {
    return new Refused(reason);
  }
}
