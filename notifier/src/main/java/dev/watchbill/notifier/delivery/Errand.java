package dev.watchbill.notifier.delivery;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Whether something on its way is still wanted. */
final class Errand implements Taken {
  enum State {
    WANTED,
    /** A person no longer needs it; that is its end result. */
    CANCELLED,
    /** Somebody else does it; it has no end result here. */
    ABANDONED
  }

  private volatile State state = State.WANTED;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Semaphore bell = new Semaphore(0);

  State state() {
    return state;
  }

  void cancel() {
    stop(State.CANCELLED);
  }

  @Override
  public void abandon() {
    stop(State.ABANDONED);
  }

  /**
   * Waits, or until it is no longer wanted.
   *
   * @return whether it still is
   */
  boolean pause(Duration wait) throws InterruptedException {
    return !stopped.await(wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Waits, or until it is woken or no longer wanted.
   *
   * @return whether the time is over
   */
  boolean rest(Duration wait) throws InterruptedException {
    return !bell.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** What it rests for may have come sooner. */
  void wake() {
    bell.release();
  }

  private synchronized void stop(State end) {
    if (state == State.WANTED) {
      state = end;
      stopped.countDown();
      wake();
    }
  }
}
