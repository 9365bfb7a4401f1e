package dev.watchbill.ingest.http;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Until when a body must be there, for whoever waits for more of it below the server's own reader.
 * A read that is interrupted closes its socket, and nobody could be answered any more; so another
 * thread waits, and is left alone when time is up.
 */
final class BodyDeadline {
  private static final ScopedValue<BodyDeadline> CURRENT = ScopedValue.newInstance();
  private static final ExecutorService WAITING = Executors.newVirtualThreadPerTaskExecutor();

  private final long end;

  private BodyDeadline(Duration patience) {
    end = System.nanoTime() + patience.toNanos();
  }

  /** Time is up. */
  static final class Passed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private Passed() {
      super("the body didn't come in time");
    }
  }

  /** Reads with a deadline; whatever it throws may be because of that. */
  static <T> T within(Duration patience, java.util.function.Function<BodyDeadline, T> reading) {
    var deadline = new BodyDeadline(patience);
    return ScopedValue.where(CURRENT, deadline).call(() -> reading.apply(deadline));
  }

  /** Waits until more is there, at most up to the current deadline, if there is one. */
  static void await(Runnable more) {
    if (CURRENT.isBound()) {
      CURRENT.get().awaits(more);
    } else {
      more.run();
    }
  }

  boolean hasPassed() {
    return left() <= 0;
  }

  private long left() {
    return end - System.nanoTime();
  }

  private void awaits(Runnable more) {
    var waiting = WAITING.submit(more);
    try {
      waiting.get(Math.max(0, left()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new Passed();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a body came", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException("reading failed", e.getCause());
    }
  }
}
