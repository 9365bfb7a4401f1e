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
 * @param longest a provider that asks for a longer wait has failed; where it is patient, it is
 *     asked again after that
 * @param patient whether no number of failures is too many: the last wait comes again and again,
 *     and being asked to wait isn't even one; a refusal that has nothing to do with whom it is for,
 *     such as a revoked token, is one, until it is mended
 */
public record RetryLadder(
    List<Duration> waits, Duration attempt, Duration longest, boolean patient) {
  /**
   * For pages: with four attempts of ten seconds it ends within the 90 s that the processor waits
   * for a receipt.
   */
  public static final RetryLadder PAGES =
      new RetryLadder(
          List.of(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(15)),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30));

  /** For rooms, which are to show what is as soon as their provider lets them. */
  public static final RetryLadder ROOMS =
      new RetryLadder(
          List.of(
              Duration.ofSeconds(1),
              Duration.ofSeconds(5),
              Duration.ofSeconds(15),
              Duration.ofSeconds(30),
              Duration.ofMinutes(1),
              Duration.ofMinutes(2),
              Duration.ofMinutes(5)),
          PAGES.attempt,
          Duration.ofHours(1),
          true);

  /** One that gives up in the end. */
  public RetryLadder(List<Duration> waits, Duration attempt, Duration longest) {
    this(waits, attempt, longest, false);
  }

  public RetryLadder {
    waits = List.copyOf(waits);
    if (waits.stream().anyMatch(Duration::isNegative) || !attempt.isPositive()) {
      throw new IllegalArgumentException(
          "Expected waits of 0 or more and a positive attempt, but got %s and %s"
              .formatted(waits, attempt));
    }
    if (patient && waits.isEmpty()) {
      throw new IllegalArgumentException("Expected a wait to repeat, but got none");
    }
  }

  /** What follows an attempt. */
  public sealed interface Next {
    /** That was the last attempt. */
    record Settled(Outcome outcome) implements Next {}

    /** Try again after a while. */
    record Again(Duration pause, String reason) implements Next {}
  }

  /** Whether an attempt that ended so is one of those that are counted. */
  boolean counts(Delivery delivery) {
    return !patient || !isAskedToWait(delivery);
  }

  static boolean isAskedToWait(Delivery delivery) {
    return delivery instanceof Delivery.Retryable retryable && retryable.after().isPresent();
  }

  /**
   * Decides what follows an attempt.
   *
   * @param attempts how many were made and counted, this one included
   * @param now when it ended
   * @param notAfter no attempt begins at this time or later
   */
  public Next after(int attempts, Delivery delivery, Instant now, Optional<Instant> notAfter) {
    return switch (delivery) {
      case Delivery.Delivered delivered -> new Next.Settled(Outcome.of(delivered));
      case Delivery.Refused refused when patient && refused.ofUs() ->
          unlessOver(own(attempts), refused.reason(), now, notAfter);
      case Delivery.Refused refused -> new Next.Settled(Outcome.failed(refused.reason()));
      case Delivery.Retryable retryable when patient ->
          unlessOver(patience(attempts, retryable), retryable.reason(), now, notAfter);
      case Delivery.Retryable retryable -> again(attempts, retryable, now, notAfter);
    };
  }

  private Duration patience(int attempts, Delivery.Retryable retryable) {
    return retryable
        .after()
        .map(asked -> asked.compareTo(longest) < 0 ? asked : longest)
        .orElseGet(() -> own(attempts));
  }

  private Duration own(int attempts) {
    return waits.get(Math.clamp(attempts, 1, waits.size()) - 1);
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
    return unlessOver(own.compareTo(asked) > 0 ? own : asked, retryable.reason(), now, notAfter);
  }

  private static Next unlessOver(
      Duration wait, String reason, Instant now, Optional<Instant> notAfter) {
    return notAfter.filter(limit -> !now.plus(wait).isBefore(limit)).isPresent()
        ? new Next.Settled(Outcome.expired(reason))
        : new Next.Again(wait, reason);
  }
}
