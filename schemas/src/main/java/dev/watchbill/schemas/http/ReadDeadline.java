package dev.watchbill.schemas.http;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Until when a request's head or body must be there, for whoever waits for more of it below the
 * server's own reader. A read that is interrupted closes its socket, and nobody could be answered
 * any more; so another thread waits, and is left alone when time is up.
 */
public final class ReadDeadline {
  /** How long a body may take: five megabytes at three megabits a second. */
  public static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final ScopedValue<ReadDeadline> CURRENT = ScopedValue.newInstance();
  private static final ExecutorService WAITING = Executors.newVirtualThreadPerTaskExecutor();

  private final Duration patience;
  private @Nullable Long end;

  /** One that ends then. */
  public ReadDeadline(Duration patience) {
    this(patience, System.nanoTime() + patience.toNanos());
  }

  private ReadDeadline(Duration patience, @Nullable Long end) {
    this.patience = patience;
    this.end = end;
  }

  /** Time is up. */
  public static final class Passed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private Passed() {
      super("it didn't come in time");
    }
  }

  /** What reads. */
  @FunctionalInterface
  public interface Reading<T, E extends Exception> {
    /** Reads by the deadline. */
    T read(ReadDeadline deadline) throws E;
  }

  /** Reads with a deadline; whatever it throws may be because of that. */
  public static <T, E extends Exception> T within(Duration patience, Reading<T, E> reading)
      throws E {
    var deadline = new ReadDeadline(patience);
    return ScopedValue.where(CURRENT, deadline).call(() -> reading.read(deadline));
  }

  /**
   * Does what may read without a deadline of its own: it has one that begins when it first waits
   * for more. What is done without waiting takes as long as it takes.
   */
  public static void boundingReads(Duration patience, Runnable task) {
    ScopedValue.where(CURRENT, new ReadDeadline(patience, null)).run(task);
  }

  /** Waits until more is there, at most up to the current deadline, if there is one. */
  public static void await(Runnable more) {
    if (CURRENT.isBound()) {
      CURRENT.get().awaits(more);
    } else {
      more.run();
    }
  }

  /** Whether time is up. */
  public boolean hasPassed() {
    return left() <= 0;
  }

  private long left() {
    var now = System.nanoTime();
    if (end == null) {
      end = now + patience.toNanos();
    }
    return end - now;
  }

  /**
   * Waits until more is there.
   *
   * @throws Passed if it isn't in time
   */
  public void awaits(Runnable more) {
    var waiting = WAITING.submit(more);
    try {
      waiting.get(Math.max(0, left()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new Passed();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException("reading failed", e.getCause());
    }
  }
}
