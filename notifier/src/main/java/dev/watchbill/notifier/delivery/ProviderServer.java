package dev.watchbill.notifier.delivery;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** One server that can be away by itself: so many attempts at once, and none while it is rested. */
final class ProviderServer {
  private final Semaphore atOnce;
  private final Breaker breaker;
  private final FailingPlaces places = new FailingPlaces();
  private final AtomicBoolean failing = new AtomicBoolean();

  ProviderServer(int atOnce, Breaker breaker) {
    this.atOnce = new Semaphore(atOnce);
    this.breaker = breaker;
  }

  /** What somebody does while they are one of those who may. */
  @FunctionalInterface
  interface Turn<T> {
    T take(Breaker breaker);
  }

  /** Waits for a turn, and takes it. */
  <T> T turn(Turn<T> turn) throws InterruptedException {
    atOnce.acquire();
    try {
      return turn.take(breaker);
    } finally {
      atOnce.release();
    }
  }

  FailingPlaces places() {
    return places;
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
