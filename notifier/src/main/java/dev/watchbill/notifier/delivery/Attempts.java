package dev.watchbill.notifier.delivery;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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
  private final ProviderServers servers;
  private final OneAttempt once;

  Attempts(RetryLadder ladder, InstantSource clock, ProviderServers servers) {
    this.ladder = ladder;
    this.clock = clock;
    this.servers = servers;
    once = new OneAttempt(ladder.attempt());
  }

  /**
   * @param attempts how many were made; 0: none was worth it
   */
  record Result(Outcome outcome, int attempts) {}

  /**
   * Tries until there is an end result.
   *
   * @param server which of the provider's
   * @return empty: abandoned
   */
  Optional<Result> run(
      String server, Errand errand, Optional<Instant> notAfter, Supplier<Delivery> attempt)
      throws InterruptedException {
    var counted = 0;
    for (var made = 0; ; ) {
      var tried = servers.of(server).turn(breaker -> attempt(breaker, errand, notAfter, attempt));
      if (tried.delivery() == null) {
        var attempts = made;
        return tried.unwanted().map(outcome -> new Result(outcome, attempts));
      }
      made++;
      var delivery = tried.delivery();
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

  /**
   * What came of one turn.
   *
   * @param delivery null: no attempt was made
   * @param unwanted why not; empty: abandoned
   */
  private record Tried(@Nullable Delivery delivery, Optional<Outcome> unwanted) {}

  private Tried attempt(
      Breaker breaker, Errand errand, Optional<Instant> notAfter, Supplier<Delivery> attempt) {
    var unwanted = unwanted(errand, notAfter);
    return errand.state() == Errand.State.ABANDONED || unwanted.isPresent()
        ? new Tried(null, unwanted)
        : new Tried(breaker.attempt(() -> once.of(attempt)), Optional.empty());
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
