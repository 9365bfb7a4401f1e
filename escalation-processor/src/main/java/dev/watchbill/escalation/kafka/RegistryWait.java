package dev.watchbill.escalation.kafka;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Between two questions to a registry that is away, until the process ends. */
final class RegistryWait implements BoardKeeper.Patience, AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile boolean starting = true;

  /** Everything was read once. */
  void started() {
    starting = false;
  }

  @Override
  public boolean isStarting() {
    return starting;
  }

  @Override
  public void beside(Runnable work) {
    Thread.ofPlatform().daemon().name("registry-wait").start(work);
  }

  @Override
  public boolean asksAgain() {
    try {
      return !closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    closing.countDown();
  }
}
