package dev.watchbill.ingest;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Interrupts a thread that reads from a socket for too long, which closes the socket. */
public final class Cutoff implements AutoCloseable {
  private static final ScheduledThreadPoolExecutor TIMER = timer();

  private final Thread reader;
  private final java.util.concurrent.ScheduledFuture<?> cut;
  private boolean over;

  private Cutoff(Thread reader, Duration patience) {
    this.reader = reader;
    this.cut = TIMER.schedule(this::cut, patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Cuts off after a while, unless closed before. */
  public static Cutoff of(Thread reader, Duration patience) {
    return new Cutoff(reader, patience);
  }

  private synchronized void cut() {
    if (!over) {
      reader.interrupt();
    }
  }

  @Override
  public synchronized void close() {
    over = true;
    cut.cancel(false);
  }

  private static ScheduledThreadPoolExecutor timer() {
    var timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("ingest-cuts-off").factory());
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }
}
