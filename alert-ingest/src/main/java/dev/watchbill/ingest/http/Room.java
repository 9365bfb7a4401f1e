package dev.watchbill.ingest.http;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
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
  private final Map<String, Share> bySender = new ConcurrentHashMap<>();

  /** One sender's part, there as long as somebody uses it: addresses of strangers are many. */
  private static final class Share {
    private final Semaphore units;
    private int users;

    private Share(int units) {
      this.units = new Semaphore(units, true);
    }
  }

  /** Bytes that are held until closed. */
  final class Held implements AutoCloseable {
    private final String sender;
    private final Share share;
    private final int units;

    private Held(String sender, Share share, int units) {
      this.sender = sender;
      this.share = share;
      this.units = units;
    }

    boolean granted() {
      return units > 0;
    }

    @Override
    public void close() {
      share.units.release(units);
      all.release(units);
      leave(sender);
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
    var share = enter(sender);
    if (!acquired(share.units, units)) {
      return new Held(sender, share, 0);
    }
    if (!acquired(all, units)) {
      share.units.release(units);
      return new Held(sender, share, 0);
    }
    return new Held(sender, share, units);
  }

  /** How many senders hold or wait for room. */
  int senders() {
    return bySender.size();
  }

  private Share enter(String sender) {
    return Objects.requireNonNull(
        bySender.compute(
            sender,
            (name, there) -> {
              var share = there == null ? new Share(each) : there;
              share.users++;
              return share;
            }));
  }

  private void leave(String sender) {
    bySender.computeIfPresent(sender, (name, share) -> --share.users == 0 ? null : share);
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
