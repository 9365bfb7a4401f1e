package dev.watchbill.console.auth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often a password may be wrong. Counted for names whether they exist or not, so that being
 * refused says nothing about a name: few times from one address, and more from all together, so
 * that somebody far away can't easily keep a person out. Links and identity providers aren't
 * counted.
 */
final class LogInLimits {
  static final int FROM_ONE_ADDRESS = 10;
  static final int FROM_ALL = 100;
  static final Duration WINDOW = Duration.ofMinutes(10);
  private static final int MOST = 20_000;

  private final InstantSource clock;
  private final Map<String, Deque<Instant>> failures =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
          return size() > MOST;
        }
      };

  LogInLimits(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Counts a log-in that is about to be checked, as many may come at the same time.
   *
   * @return false: it was wrong so often lately that nothing more is checked
   */
  synchronized boolean admit(String name, String address) {
    if (recent(all(name)).size() >= FROM_ALL
        || recent(both(name, address)).size() >= FROM_ONE_ADDRESS) {
      return false;
    }
    var now = clock.instant();
    failures.computeIfAbsent(all(name), _ -> new ArrayDeque<>()).addLast(now);
    failures.computeIfAbsent(both(name, address), _ -> new ArrayDeque<>()).addLast(now);
    return true;
  }

  /** It was right: what was wrong before from this address counts no more. */
  synchronized void forget(String name, String address) {
    failures.remove(both(name, address));
    var all = failures.get(all(name));
    if (all != null) {
      all.pollLast();
    }
  }

  private Deque<Instant> recent(String key) {
    var all = failures.get(key);
    if (all == null) {
      return new ArrayDeque<>();
    }
    var oldest = clock.instant().minus(WINDOW);
    while (!all.isEmpty() && !all.peekFirst().isAfter(oldest)) {
      all.pollFirst();
    }
    return all;
  }

  private static String all(String name) {
    return "all " + name;
  }

  /** Addresses have no spaces, so that no name reads like another's with an address. */
  private static String both(String name, String address) {
    return "from " + address + " " + name;
  }
}
