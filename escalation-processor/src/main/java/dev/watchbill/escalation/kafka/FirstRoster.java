package dev.watchbill.escalation.kafka;

import java.time.Instant;

/**
 * Until there is a roster, and its shifts, everything waits, deadlines too: nobody could be paged.
 * Its shifts are waited for only a few seconds, a roster without end; that deadlines are overdue
 * then is a metric, and the watcher doesn't say any more that all is well.
 */
final class FirstRoster {
  private static final long SHIFTS_MAY_LAG = 5_000;
  private static final long DEADLINES_WAIT = 15_000;

  private final Boards boards;
  private long rosterSince = Long.MAX_VALUE;

  FirstRoster(Boards boards) {
    this.boards = boards;
  }

  /** Whether there is somebody to page. */
  boolean admits(Instant now) {
    if (!boards.hasRoster()) {
      return false;
    }
    rosterSince = Math.min(rosterSince, now.toEpochMilli());
    // Roster and shifts are two topics: the shifts of the first roster may come a moment later.
    return boards.hasShifts() || now.toEpochMilli() - rosterSince >= SHIFTS_MAY_LAG;
  }

  /** Deadlines wait no longer for what waited for it, however much that is. */
  boolean isWaitedForEnough(Instant now) {
    return now.toEpochMilli() - rosterSince >= DEADLINES_WAIT;
  }
}
