package dev.watchbill.notifier.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** One server that can be away by itself: so many attempts at once, and none while it is rested. */
final class ProviderServer {
  private final Semaphore atOnce;
  private final Breaker breaker;
  private final AtomicBoolean failing = new AtomicBoolean();

  ProviderServer(int atOnce, Breaker breaker) {
    this.atOnce = new Semaphore(atOnce);
    this.breaker = breaker;
  }

  /**
   * Tries once.
   *
   * @return empty: there is no use in it now, for {@link #rest}
   */
  Optional<Delivery> attempt(Supplier<Delivery> attempt) throws InterruptedException {
    atOnce.acquire();
    try {
      return breaker.attemptIfAsked(attempt);
    } finally {
      atOnce.release();
    }
  }

  Duration rest() {
    return breaker.rest();
  }

  void fails() {
    failing.set(true);
  }

  /** Whether it failed since this was asked last, and something has got through now. */
  boolean isBack() {
    return failing.getAndSet(false);
  }
}
