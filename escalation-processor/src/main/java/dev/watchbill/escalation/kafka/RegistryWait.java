package dev.watchbill.escalation.kafka;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Between two questions to a registry that is away, until the process ends. */
final class RegistryWait implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final CountDownLatch closing = new CountDownLatch(1);

  /**
   * Waits a moment.
   *
   * @return whether to ask again; if not, the process ends
   */
  boolean pause() {
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
