package dev.watchbill.notifier.ticket;

import dev.watchbill.notifier.known.KnownIncidents;
import dev.watchbill.notifier.ticket.PolledTracker.Seen;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A ticket that isn't as it was.
 *
 * @param last null: it wasn't seen before
 * @param since of what was done before that nothing is believed, unless it was seen to change
 */
record TicketNews(Look next, @Nullable Look last, String incident, Function<Look, Instant> since) {
  /** A ticket as it was seen, and since when its incident was as it is. */
  record Look(Seen seen, Instant openSince, Instant movedAt) {
    static Look of(Seen seen, KnownIncidents.Open incident) {
      return new Look(seen, incident.openSince(), incident.movedAt());
    }
  }

  /** Of the ticket. */
  String key() {
    return next.seen().key();
  }

  /** Whether the incident was the same when the ticket was seen before. */
  boolean wasSeen() {
    return last != null && since.apply(last).equals(since.apply(next));
  }

  boolean isSince(Instant at) {
    // Trackers count in seconds.
    return !at.isBefore(since.apply(next).truncatedTo(ChronoUnit.SECONDS));
  }
}
