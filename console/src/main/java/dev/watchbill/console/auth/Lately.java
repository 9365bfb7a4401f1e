package dev.watchbill.console.auth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What happened lately, by name. The least recently named are forgotten first, so that names nobody
 * has can't fill the memory.
 */
public final class Lately {
  private static final int NAMES = 20_000;

  private final Duration window;
  private final InstantSource clock;
  private final Map<String, Deque<Instant>> byName =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
          return size() > NAMES;
        }
      };

  public Lately(Duration window, InstantSource clock) {
    this.window = window;
    this.clock = clock;
  }

  /** How often within the window. */
  public synchronized int times(String name) {
    var all = byName.get(name);
    if (all == null) {
      return 0;
    }
    var oldest = clock.instant().minus(window);
    while (!all.isEmpty() && !all.peekFirst().isAfter(oldest)) {
      all.pollFirst();
    }
    return all.size();
  }

  /**
   * Notes that it happens, unless it did so often already.
   *
   * @return whether it was noted
   */
  public synchronized boolean admit(String name, int most) {
    if (times(name) >= most) {
      return false;
    }
    byName.computeIfAbsent(name, _ -> new ArrayDeque<>()).addLast(clock.instant());
    return true;
  }

  /** The last time doesn't count. */
  synchronized void takeBack(String name) {
    var all = byName.get(name);
    if (all != null) {
      all.pollLast();
    }
  }

  /** Nothing of it counts. */
  synchronized void forget(String name) {
    byName.remove(name);
  }
}
