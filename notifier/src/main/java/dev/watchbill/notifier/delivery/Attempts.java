package dev.watchbill.notifier.delivery;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.Timeout;
import dev.failsafe.TimeoutExceededException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Walks up the ladder. At most so many attempts are under way at once; whoever waits for the next
 * one is in nobody's way.
 */
final class Attempts {
  private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

  private final RetryLadder ladder;
  private final InstantSource clock;
  private final Semaphore atOnce;
  private final Breaker breaker;
  private final FailsafeExecutor<Delivery> limited;

  Attempts(RetryLadder ladder, InstantSource clock, int atOnce, Breaker breaker) {
    this.ladder = ladder;
    this.clock = clock;
    this.breaker = breaker;
    this.atOnce = new Semaphore(atOnce);
    limited = Failsafe.with(Timeout.<Delivery>builder(ladder.attempt()).withInterrupt().build());
  }

  /**
   * @param attempts how many were made; 0: none was worth it
   */
  record Result(Outcome outcome, int attempts) {}

  /**
   * Tries until there is an end result.
   *
   * @return empty: abandoned
   */
  Optional<Result> run(Errand errand, Optional<Instant> notAfter, Supplier<Delivery> attempt)
      throws InterruptedException {
    for (var made = 0; ; ) {
      atOnce.acquire();
      Delivery delivery;
      try {
        var unwanted = unwanted(errand, notAfter);
        if (errand.state() == Errand.State.ABANDONED || unwanted.isPresent()) {
          var attempts = made;
          return unwanted.map(outcome -> new Result(outcome, attempts));
        }
        delivery = breaker.attempt(() -> once(attempt));
        made++;
      } finally {
        atOnce.release();
      }
      switch (ladder.after(made, delivery, clock.instant(), notAfter)) {
        case RetryLadder.Next.Settled settled -> {
          return Optional.of(new Result(settled.outcome(), made));
        }
        case RetryLadder.Next.Again again -> {
          if (errand.pause(again.pause())) {
            LOG.atDebug().addKeyValue("reason", again.reason()).log("trying again");
          }
        }
      }
    }
  }

  private Optional<Outcome> unwanted(Errand errand, Optional<Instant> notAfter) {
    return switch (errand.state()) {
      case ABANDONED -> Optional.empty();
      case CANCELLED -> Optional.of(Outcome.cancelled());
      case WANTED ->
          notAfter
              .filter(limit -> !clock.instant().isBefore(limit))
              .map(limit -> Outcome.expired(""));
    };
  }

  private Delivery once(Supplier<Delivery> attempt) {
    try {
      return limited.get(attempt::get);
    } catch (TimeoutExceededException e) {
      // The attempt was interrupted, not this errand: an adapter may have kept the flag.
      Thread.interrupted();
      return Delivery.retryable("no answer within %d ms".formatted(ladder.attempt().toMillis()));
    } catch (RuntimeException e) {
      // Our own bug, in an adapter: trying again won't help, the person's next contact may.
      LOG.atError().setCause(e).log("an attempt failed in an unexpected way");
      return Delivery.refused("failed here in an unexpected way: " + e.getClass().getSimpleName());
    }
  }
}
