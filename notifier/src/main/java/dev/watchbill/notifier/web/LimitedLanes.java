package dev.watchbill.notifier.web;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What a provider asked to be left alone with for a while; all else goes on. */
public final class LimitedLanes {
  private final InstantSource clock;
  private final Map<String, Instant> limited = new ConcurrentHashMap<>();

  public LimitedLanes(InstantSource clock) {
    this.clock = clock;
  }

  /** The provider asked to wait for so long with requests of this kind. */
  public void limit(String lane, Duration wait) {
    limited.put(lane, clock.instant().plus(wait));
  }

  /** For how long it still asks to wait; empty: it doesn't. */
  public Optional<Duration> left(String lane) {
    var until = limited.get(lane);
    if (until == null) {
      return Optional.empty();
    }
    var left = Duration.between(clock.instant(), until);
    if (!left.isPositive()) {
      limited.remove(lane, until);
      return Optional.empty();
    }
    return Optional.of(left);
  }
}
