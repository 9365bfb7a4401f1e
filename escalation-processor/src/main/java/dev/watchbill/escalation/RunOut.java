package dev.watchbill.escalation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Alerts whose end passed without their being renewed: over where their integration is otherwise
 * heard, stale where it isn't.
 */
final class RunOut {
  private static final Duration LONGEST_STALE = Duration.ofMinutes(5);

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

  /** Ends an alert whose integration is otherwise heard; else it is only marked as stale. */
  private AlertSignal runOut(AlertSignal signal) {
    if (turn.brief.getTest()) {
      Arrival.entry(turn, "expired", signal, "It was a test, and ends by itself");
      return keep(signal.ended());
    }
    // Heard in the second half of its validity: by then a signal of this one was to be expected.
    var half = signal.validity().dividedBy(2);
    // Here it is heard only with alerts of this partition's services; intake hears all of it.
    var heard =
        Stream.concat(
                turn.memory.heard(signal.integration()).stream(),
                turn.directory.heard(signal.integration()).stream())
            .max(Instant::compareTo)
            .filter(at -> at.isAfter(turn.now.minus(half)) && at.isAfter(signal.lastSeen()));
    if (heard.isPresent()) {
      Arrival.entry(
          turn, "expired", signal, "It was not renewed, though its integration was heard");
      return keep(signal.ended());
    }
    // The longer it is stale the longer half of that is; an integration that is back is noticed
    // soon.
    var wait = half.compareTo(LONGEST_STALE) > 0 ? LONGEST_STALE : half;
    var again = turn.now.plus(Plan.atLeast(wait, Duration.ofSeconds(1)));
    if (!signal.stale()) {
      Arrival.entry(
          turn,
          "stale",
          signal,
          "It was not renewed, but its integration is silent: it stays open");
    }
    return keep(signal.heldAsStale(again));
  }

  private AlertSignal keep(AlertSignal signal) {
    turn.effect(new Effect.KeepAlert(signal));
    return signal;
  }
}
