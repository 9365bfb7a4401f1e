package dev.watchbill.notifier.delivery;

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
  private final OneAttempt once;

  Attempts(RetryLadder ladder, InstantSource clock, int atOnce, Breaker breaker) {
    this.ladder = ladder;
    this.clock = clock;
    this.breaker = breaker;
    this.atOnce = new Semaphore(atOnce);
    once = new OneAttempt(ladder.attempt());
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
    var counted = 0;
    for (var made = 0; ; ) {
      atOnce.acquire();
      Delivery delivery;
      try {
        var unwanted = unwanted(errand, notAfter);
        if (errand.state() == Errand.State.ABANDONED || unwanted.isPresent()) {
          var attempts = made;
          return unwanted.map(outcome -> new Result(outcome, attempts));
        }
        delivery = breaker.attempt(() -> once.of(attempt));
        made++;
      } finally {
        atOnce.release();
      }
      counted += ladder.counts(delivery) ? 1 : 0;
      switch (ladder.after(counted, delivery, clock.instant(), notAfter)) {
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
}
