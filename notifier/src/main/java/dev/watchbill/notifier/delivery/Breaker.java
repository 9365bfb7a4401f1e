package dev.watchbill.notifier.delivery;

import dev.failsafe.CircuitBreaker;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a provider that fails again and again no longer for a while, so that pages which wait for it
 * come to their person's next contact sooner. One attempt at a time finds out whether it is back.
 */
public final class Breaker {
  private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);
  private static final int FAILURES = 10;
  private static final Duration REST = Duration.ofSeconds(5);
  private static final Duration MOMENT = Duration.ofMillis(250);

  private final String channel;
  private final ProviderTrouble trouble;
  private final CircuitBreaker<Delivery> circuit;
  private volatile String last = "";

  /**
   * @param channel for what is said about it
   * @param trouble told when it is rested, or refuses us whatever is sent
   */
  public Breaker(String channel, ProviderTrouble trouble) {
    this.channel = channel;
    this.trouble = trouble;
    circuit =
        CircuitBreaker.<Delivery>builder()
            .withFailureThreshold(FAILURES)
            .withSuccessThreshold(1)
            .withDelay(REST)
            .handleResultIf(Breaker::isFailure)
            .onOpen(event -> rests())
            .onClose(
                event -> LOG.atWarn().addKeyValue("channel", channel).log("provider answers again"))
            .build();
  }

  /** Tries, or answers at once that there is no use in it now. */
  public Delivery attempt(Supplier<Delivery> attempt) {
    return attemptIfAsked(attempt)
        .orElseGet(() ->
            Delivery.retryable("not asked, as it failed %d times in a row".formatted(FAILURES)));
  }

  /**
   * Tries.
   *
   * @return empty: there is no use in it now, for {@link #rest}
   */
  Optional<Delivery> attemptIfAsked(Supplier<Delivery> attempt) {
    return attemptIfAsked(attempt, delivery -> false);
  }

  /**
   * The same.
   *
   * @param foreign told of each answer; whether it says nothing about the provider
   */
  Optional<Delivery> attemptIfAsked(Supplier<Delivery> attempt, Predicate<Delivery> foreign) {
    if (!circuit.tryAcquirePermit()) {
      return Optional.empty();
    }
    Delivery delivery;
    try {
      delivery = attempt.get();
    } catch (RuntimeException e) {
      circuit.recordException(e);
      throw e;
    }
    note(delivery);
    // While it is rested, each one has to say how it went, or no other would ever be let through.
    if (!foreign.test(delivery) || !circuit.isClosed()) {
      circuit.recordResult(delivery);
    }
    return Optional.of(delivery);
  }

  /** For how long it isn't asked; while one attempt finds out whether it is back, a moment. */
  Duration rest() {
    var left = circuit.isOpen() ? circuit.getRemainingDelay() : Duration.ZERO;
    return left.compareTo(MOMENT) > 0 ? left : MOMENT;
  }

  private void note(Delivery delivery) {
    switch (delivery) {
      case Delivery.Retryable retryable -> last = retryable.reason();
      case Delivery.Refused refused when refused.ofUs() ->
          trouble.isTold(channel, refused.reason(), "");
      case Delivery.Refused _, Delivery.Delivered _ -> {}
    }
  }

  private void rests() {
    LOG.atError().addKeyValue("channel", channel).log("provider fails again and again; rested");
    trouble.isTold(channel, "it fails again and again", last);
  }

  /** Being asked to slow down is an answer. */
  static boolean isFailure(Delivery delivery) {
    return delivery instanceof Delivery.Retryable retryable && retryable.after().isEmpty();
  }
}
