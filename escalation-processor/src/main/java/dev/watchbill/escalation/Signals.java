package dev.watchbill.escalation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The alerts of one incident, counted; each one is remembered by itself as an {@link AlertSignal}.
 *
 * @param total different alerts it ever held
 * @param firing of those, still firing
 * @param received signals in all, repeats included
 * @param names different names, the first {@value #MOST_NAMES}
 * @param settlesAt all have ended, but they flap: it is over then unless one fires again; null:
 *     they don't
 * @param nextEnd no alert runs out before this; null: none runs out
 */
public record Signals(
    int total,
    int firing,
    long received,
    List<String> names,
    Instant lastSeen,
    @Nullable Instant nextEnd,
    @Nullable Instant settlesAt) {
  static final int MOST_NAMES = 50;

  public Signals {
    names = List.copyOf(names);
  }

  static Signals none(Instant now) {
    return new Signals(0, 0, 0, List.of(), now, null, null);
  }

  /** One more alert, or another episode of a known one. */
  Signals joined(AlertSignal alert, boolean known) {
    return new Signals(
        known ? total : total + 1,
        firing + 1,
        received + 1,
        named(alert.name()),
        alert.lastSeen(),
        earlier(nextEnd, alert.endsAt()),
        null);
  }

  Signals repeated(AlertSignal alert) {
    return new Signals(
        total,
        firing,
        received + 1,
        names,
        alert.lastSeen(),
        earlier(nextEnd, alert.endsAt()),
        null);
  }

  Signals ended(int count) {
    var left = Math.max(0, firing - count);
    // Where none is left none runs out: an old end would be overdue when it fires again.
    return new Signals(
        total, left, received, names, lastSeen, left == 0 ? null : nextEnd, settlesAt);
  }

  Signals settling(Instant at) {
    return new Signals(total, firing, received, names, lastSeen, nextEnd, at);
  }

  Signals withNextEnd(@Nullable Instant end) {
    return new Signals(total, firing, received, names, lastSeen, end, settlesAt);
  }

  /** Whether all have ended, and it is only waited whether one comes back. */
  boolean areQuiet() {
    return firing == 0 && settlesAt != null;
  }

  boolean knows(String name) {
    // Once the list is full a name can't be called new, or a storm would page with each alert.
    return names.contains(name) || names.size() >= MOST_NAMES;
  }

  private List<String> named(String name) {
    if (knows(name)) {
      return names;
    }
    var more = new ArrayList<>(names);
    more.add(name);
    return more;
  }

  static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isBefore(other) ? one : other;
  }
}
