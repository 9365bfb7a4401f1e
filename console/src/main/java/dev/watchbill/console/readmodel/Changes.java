package dev.watchbill.console.readmodel;

import dev.watchbill.console.readmodel.projection.Change;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners what changed, once it can be read. Listeners are called by the projecting thread
 * and must return at once.
 */
public final class Changes {
  private static final Logger LOG = LoggerFactory.getLogger(Changes.class);

  private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();

  /** Tells a listener from now on, until what is returned is run. */
  public Runnable subscribe(Consumer<Change> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /**
   * Waits until something holds, which is looked at after each change of a kind.
   *
   * @return whether it does
   */
  public boolean await(Change.Kind kind, BooleanSupplier holds, Duration patience) {
    var news = new Semaphore(0);
    var end =
        subscribe(change -> {
          if (change.kind() == kind || change.kind() == Change.Kind.ALL) {
            news.release();
          }
        });
    try {
      var until = System.nanoTime() + patience.toNanos();
      var done = holds.getAsBoolean();
      while (!done && news.tryAcquire(until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        news.drainPermits();
        done = holds.getAsBoolean();
      }
      return done;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      end.run();
    }
  }

  void tell(Collection<Change> changes) {
    for (var change : changes) {
      for (var listener : listeners) {
        try {
          listener.accept(change);
        } catch (RuntimeException e) {
          LOG.atError().addKeyValue("kind", change.kind()).setCause(e).log("a listener failed");
        }
      }
    }
  }
}
