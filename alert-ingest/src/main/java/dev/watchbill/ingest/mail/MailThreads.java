package dev.watchbill.ingest.mail;

import dev.watchbill.ingest.Cutoff;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A thread for each connection, which ends with it after a while, whatever it does: a client that
 * sends a byte now and then must not hold one for ever.
 */
final class MailThreads extends AbstractExecutorService {
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("mail-", 0).factory());

  @Override
  public void execute(Runnable session) {
    threads.execute(() -> {
      // Interrupting a virtual thread that reads from a socket closes the socket.
      try (var _ = Cutoff.of(Thread.currentThread(), LONGEST)) {
        session.run();
      }
    });
  }

  @Override
  public void shutdown() {
    threads.shutdownNow();
  }

  @Override
  public List<Runnable> shutdownNow() {
    return threads.shutdownNow();
  }

  @Override
  public boolean isShutdown() {
    return threads.isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return threads.isTerminated();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return threads.awaitTermination(timeout, unit);
  }
}
