package dev.watchbill.escalation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When something couldn't be heard, or wasn't: of those that a later one is at least as long as,
 * nothing need be known. Short ones are none.
 *
 * @param all in their order, each longer than those after it
 */
public record Pauses(List<Pause> all) {
  public static final Pauses NONE = new Pauses(List.of());

  /** Shorter ones come of how things work. */
  public static final Duration SHORTEST = Duration.ofSeconds(10);

  private static final int MOST = 8;

  /** Half-open. */
  public record Pause(Instant from, Instant until) {
    Duration length() {
      return Duration.between(from, until);
    }
  }

  public Pauses {
    all = List.copyOf(all);
  }

  /** One more, which ends after all that are known. */
  public Pauses and(Instant from, Instant until) {
    var next = new Pause(from, until);
    if (next.length().compareTo(SHORTEST) < 0) {
      return this;
    }
    var kept = new ArrayList<Pause>();
    all.stream().filter(it -> it.length().compareTo(next.length()) > 0).forEach(kept::add);
    kept.add(next);
    if (kept.size() > MOST) {
      // Neither the longest nor the last; those next to the last hardly differ from it.
      kept.remove(kept.size() - 2);
    }
    return new Pauses(kept);
  }

  /** When the last was over that was longer than that; empty: there was none. */
  Optional<Instant> endOfLonger(Duration than) {
    return all.stream()
        .filter(it -> it.length().compareTo(than) > 0)
        .map(Pause::until)
        .reduce((first, last) -> last);
  }
}
