package dev.watchbill.escalation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Alerts whose end passed without their being renewed: over where their integration is otherwise
 * heard, stale where it isn't. That it wasn't renewed says nothing while it couldn't be: its sender
 * has as long as a signal of it holds, from when we hear again.
 */
final class RunOut {
  private static final Duration LONGEST_STALE = Duration.ofMinutes(5);
  private static final Duration SHORTEST_STALE = Duration.ofMinutes(1);

  private final Turn turn;

  private RunOut(Turn turn) {
    this.turn = turn;
  }

  /** Looks at an incident's alerts, if any of them may have run out. */
  static void alerts(Turn turn) {
    new RunOut(turn).run();
  }

  private void run() {
    var end = turn.signals.nextEnd();
    if (!turn.isDue(end)) {
      return;
    }
    var all = alerts();
    var after = all.stream().map(s -> s.isOver(turn.now) ? runOut(s) : s).toList();
    var stillFiring = after.stream().filter(AlertSignal::firing).toList();
    var next =
        stillFiring.stream().flatMap(s -> Stream.ofNullable(s.endsAt())).min(Instant::compareTo);
    var ended = all.stream().filter(AlertSignal::firing).count() - stillFiring.size();
    turn.signals = turn.signals.ended((int) ended).withNextEnd(next.orElse(null));
    AlertsEnd.ifAll(
        turn,
        turn.brief.getTest()
            ? "it was a test"
            : "they were not renewed, though their integration was heard");
  }

  private List<AlertSignal> alerts() {
    try (var all = turn.memory.alerts(turn.id())) {
      return all.toList();
    }
  }

  /** Ends it, marks it as stale, or waits for it to be renewed. */
  private AlertSignal runOut(AlertSignal signal) {
    if (turn.brief.getTest()) {
      Arrival.entry(turn, "expired", signal, "It was a test, and ends by itself");
      return keep(signal.ended());
    }
    var now = turn.now;
    var validity = signal.validity();
    var half = validity.dividedBy(2);
    // What came while we were away waits to be worked on, or to be sent again.
    var abreast = turn.memory.pauses().endOfLonger(half).map(at -> at.plus(validity));
    if (abreast.filter(now::isBefore).isPresent()) {
      return keep(signal.heldUntil(abreast.get(), signal.isGraceSpent()));
    }
    if (!isHeardLately(signal, half)) {
      return stale(signal, half);
    }
    // After a pause whoever renews anything has yet to come to this one. Only once: an integration
    // that is heard seldom pauses all the time.
    var through = heardSince(signal.integration(), half).map(at -> at.plus(validity));
    if (!signal.isGraceSpent() && through.filter(now::isBefore).isPresent()) {
      return keep(signal.heldUntil(through.get(), true));
    }
    Arrival.entry(turn, "expired", signal, "It was not renewed, though its integration was heard");
    return keep(signal.ended());
  }

  /** Since when it is heard without a longer pause, as far as it was said when it was. */
  private Optional<Instant> heardSince(String integration, Duration pause) {
    var here = turn.memory.heard(integration);
    return turn.directory
        .heard(integration)
        // Its first alert after a pause may overtake what intake says of it.
        .map(it -> here.isPresent() ? it.again(here.get()) : it)
        .map(it -> it.since(pause));
  }

  /** In the second half of its validity: by then a signal of this one was to be expected. */
  private boolean isHeardLately(AlertSignal signal, Duration half) {
    var since = turn.now.minus(signal.stale() ? Plan.atLeast(half, SHORTEST_STALE) : half);
    // Here it is heard only with alerts of this partition's services; intake hears all of it.
    return Stream.concat(
            turn.memory.heard(signal.integration()).stream(),
            turn.directory.heard(signal.integration()).map(Hearing::last).stream())
        .anyMatch(at -> at.isAfter(since) && at.isAfter(signal.lastSeen()));
  }

  /** It stays open; an integration that is back is noticed soon. */
  private AlertSignal stale(AlertSignal signal, Duration half) {
    if (!signal.stale()) {
      Arrival.entry(
          turn,
          "stale",
          signal,
          "It was not renewed, but its integration is silent: it stays open");
    }
    var wait = Plan.atLeast(half, SHORTEST_STALE);
    var again = wait.compareTo(LONGEST_STALE) > 0 ? LONGEST_STALE : wait;
    return keep(signal.heldAsStale(turn.now.plus(again)));
  }

  private AlertSignal keep(AlertSignal signal) {
    turn.effect(new Effect.KeepAlert(signal));
    return signal;
  }
}
