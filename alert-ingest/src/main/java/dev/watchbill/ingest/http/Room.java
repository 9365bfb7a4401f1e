package dev.watchbill.ingest.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many bytes of bodies are in memory at once. One sender gets half of it at most, so that slow
 * or large bodies of one leave room for the others.
 */
final class Room {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int UNIT = 1024;

  private final Semaphore all;
  private final int each;
  private final Map<String, Semaphore> bySender = new ConcurrentHashMap<>();

  /** Bytes that are held until closed. */
  record Held(Semaphore all, Semaphore one, int units) implements AutoCloseable {
    @Override
    public void close() {
      one.release(units);
      all.release(units);
    }

    boolean granted() {
      return units > 0;
    }
  }

  /**
   * @param bytes for everybody together; at least twice the largest body
   */
  Room(int bytes) {
    this.all = new Semaphore(bytes / UNIT, true);
    this.each = bytes / UNIT / 2;
  }

  /**
   * Waits a moment for room.
   *
   * @return not granted, where there was none in time
   */
  Held take(String sender, long bytes) {
    var units = Math.clamp(bytes / UNIT + 1, 1, each);
    var one = bySender.computeIfAbsent(sender, name -> new Semaphore(each, true));
    if (!acquired(one, units)) {
      return new Held(all, one, 0);
    }
    if (!acquired(all, units)) {
      one.release(units);
      return new Held(all, one, 0);
    }
    return new Held(all, one, units);
  }

  private static boolean acquired(Semaphore semaphore, int units) {
    try {
      return semaphore.tryAcquire(units, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
