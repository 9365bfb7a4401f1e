package dev.watchbill.console.auth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts failed attempts by address. Only failures are answered more slowly: who shows a good
 * credential is never locked out by a neighbour behind the same address.
 */
public final class Attempts {
  private static final int ALLOWED = 20;
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int ADDRESSES = 10_000;

  private final InstantSource clock;
  private final Map<String, Deque<Instant>> failures =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
          return size() > ADDRESSES;
        }
      };

  public Attempts(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Notes a failure.
   *
   * @return whether there were too many within a minute
   */
  public synchronized boolean failed(String address) {
    var now = clock.instant();
    var recent = failures.computeIfAbsent(address, _ -> new ArrayDeque<>());
    while (!recent.isEmpty() && !recent.peekFirst().isAfter(now.minus(WINDOW))) {
      recent.pollFirst();
    }
    recent.addLast(now);
    if (recent.size() > ALLOWED + 1) {
      recent.pollFirst();
    }
    return recent.size() > ALLOWED;
  }
}
