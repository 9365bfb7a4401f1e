package dev.watchbill.notifier.delivery;

import dev.watchbill.schemas.trace.Trace;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks of the same key one after the other, and of different keys at the same time, each lane
 * on a virtual thread, each task as a part of the trace it was given in.
 */
final class Lanes {
  private final ExecutorService threads;
  private final Map<String, Queue<Runnable>> lanes = new HashMap<>();

  /**
   * @param name of the threads
   */
  Lanes(String name) {
    threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(name + "-", 0).factory());
  }

  synchronized void run(String key, Runnable what) {
    var trace = Trace.current();
    Runnable task = () -> trace.run(what);
    var lane = lanes.get(key);
    if (lane != null) {
      lane.add(task);
      return;
    }
    lane = new ArrayDeque<>();
    lane.add(task);
    lanes.put(key, lane);
    threads.execute(() -> drain(key));
  }

  /** Lets what runs come to its end, but not for longer than that. */
  void close(Duration patience) {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void drain(String key) {
    for (var task = head(key); task != null; task = next(key)) {
      task.run();
    }
  }

  private synchronized @Nullable Runnable head(String key) {
    var lane = lanes.get(key);
    return lane == null ? null : lane.peek();
  }

  /** The lane is left only when it is empty, so that nobody starts a second one for its key. */
  private synchronized @Nullable Runnable next(String key) {
    var lane = lanes.get(key);
    if (lane == null) {
      return null;
    }
    lane.poll();
    if (lane.isEmpty()) {
      lanes.remove(key);
    }
    return lane.peek();
  }
}
