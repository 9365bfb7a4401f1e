package dev.watchbill.escalation;

/** What the end of alerts means for their incident. */
final class AlertsEnd {
  // A third return is no accident: from then on each end is not believed at once.
  private static final int FLAPS = 3;

  private AlertsEnd() {}

  /** Resolves an incident none of whose alerts fires any more, unless they come and go. */
  static void ifAll(Turn turn, String why) {
    if (turn.signals.firing() > 0 || turn.phase instanceof Phase.Resolved) {
      return;
    }
    if (turn.counts.reopenings < FLAPS) {
      Resolution.resolve(turn, null, event -> event.setWhy("All its alerts ended: " + why));
      return;
    }
    var settled = turn.now.plus(turn.directory.limits().reopenWindow());
    turn.signals = turn.signals.settling(settled);
    turn.record(
        "flapping",
        event ->
            event
                .setDeadline(settled)
                .setWhy(
                    "All its alerts ended, but it was reopened %d times: resolved if none comes back"
                        .formatted(turn.counts.reopenings)));
  }

  /** It came and went, and now has been quiet for long enough. */
  static void settled(Turn turn) {
    if (!(turn.phase instanceof Phase.Resolved)) {
      Resolution.resolve(
          turn, null, event -> event.setWhy("All its alerts ended, and none came back"));
    }
  }
}
