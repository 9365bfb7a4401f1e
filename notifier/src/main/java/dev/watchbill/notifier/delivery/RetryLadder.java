package dev.watchbill.notifier.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When an attempt is made again, and when it was the last one.
 *
 * @param waits between attempts; one more attempt than waits
 * @param attempt how long one attempt may take
 * @param longest a provider that asks for a longer wait has failed
 */
public record RetryLadder(List<Duration> waits, Duration attempt, Duration longest) {
  /**
   * For pages: with four attempts of ten seconds it ends within the 90 s that the processor waits
   * for a receipt.
   */
  public static final RetryLadder PAGES =
      new RetryLadder(
          List.of(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(15)),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30));

  /** For rooms, where nobody waits: a provider may ask for more time. */
  public static final RetryLadder ROOMS =
      new RetryLadder(PAGES.waits, PAGES.attempt, Duration.ofMinutes(5));

  public RetryLadder {
    waits = List.copyOf(waits);
    if (waits.stream().anyMatch(Duration::isNegative) || !attempt.isPositive()) {
      throw new IllegalArgumentException(
          "Expected waits of 0 or more and a positive attempt, but got %s and %s"
              .formatted(waits, attempt));
    }
  }

  /** What follows an attempt. */
  public sealed interface Next {
    /** That was the last attempt. */
    record Settled(Outcome outcome) implements Next {}

    /** Try again after a while. */
    record Again(Duration pause, String reason) implements Next {}
  }

  /**
   * Decides what follows an attempt.
   *
   * @param attempts how many were made, this one included
   * @param now when it ended
   * @param notAfter no attempt begins at this time or later
   */
  public Next after(int attempts, Delivery delivery, Instant now, Optional<Instant> notAfter) {
    return switch (delivery) {
      case Delivery.Delivered delivered -> new Next.Settled(Outcome.of(delivered));
      case Delivery.Refused refused -> new Next.Settled(Outcome.failed(refused.reason()));
      case Delivery.Retryable retryable -> again(attempts, retryable, now, notAfter);
    };
  }

  private Next again(
      int attempts, Delivery.Retryable retryable, Instant now, Optional<Instant> notAfter) {
    if (attempts > waits.size()) {
      return new Next.Settled(
          Outcome.failed("given up after %d attempts: %s".formatted(attempts, retryable.reason())));
    }
    var asked = retryable.after().orElse(Duration.ZERO);
    if (asked.compareTo(longest) > 0) {
      return new Next.Settled(
          Outcome.failed(
              "the provider asks to wait %d s, and %d s is the longest: %s"
                  .formatted(asked.toSeconds(), longest.toSeconds(), retryable.reason())));
    }
    var own = waits.get(attempts - 1);
    var wait = own.compareTo(asked) > 0 ? own : asked;
    if (notAfter.filter(limit -> !now.plus(wait).isBefore(limit)).isPresent()) {
      return new Next.Settled(Outcome.expired(retryable.reason()));
    }
    return new Next.Again(wait, retryable.reason());
  }
}
