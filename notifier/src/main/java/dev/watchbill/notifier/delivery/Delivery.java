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
   * @param ofUs whether it surely refuses us, whoever is to be reached: a revoked token, an empty
   *     account; one person's wrong number is no such thing
   */
  record Refused(String reason, boolean ofUs) implements Delivery {}

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
    return new Refused(reason, false);
  }

  /** Refused for a reason that has nothing to do with whom it is for. */
  static Delivery refusesUs(String reason) {
    return new Refused(reason, true);
  }

  /** The same from an address that somebody chose: their receiver refuses, not the provider. */
  default Delivery ofTheirs() {
    return this instanceof Refused refused ? refused(refused.reason()) : this;
  }
}
