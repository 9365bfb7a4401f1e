package dev.watchbill.notifier.slack;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does something again and again, on a thread of its own, until it is closed. */
final class Regularly implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Regularly.class);

  private final String name;
  private final Duration pause;
  private final CountDownLatch closing = new CountDownLatch(1);

  Regularly(String name, Duration pause) {
    this.name = name;
    this.pause = pause;
  }

  void start(Runnable what) {
    Thread.ofVirtual().name(name).start(() -> run(what));
  }

  @Override
  public void close() {
    closing.countDown();
  }

  private void run(Runnable what) {
    try {
      do {
        once(what);
      } while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void once(Runnable what) {
    try {
      what.run();
    } catch (RuntimeException e) {
      LOG.atError().addKeyValue("task", name).setCause(e).log("failed; tried again later");
    }
  }
}
