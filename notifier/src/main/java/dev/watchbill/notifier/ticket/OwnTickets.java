package dev.watchbill.notifier.ticket;

import dev.watchbill.notifier.delivery.ShownBoard;
import dev.watchbill.notifier.ticket.TicketAnswers.Change;
import dev.watchbill.notifier.ticket.Tracker.Result;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which tickets are the incidents' own, in each tracker. A copy has the marks of what it was copied
 * from; a ticket that was moved or whose project was renamed is called otherwise than we know it.
 */
public final class OwnTickets {
  private record Known(PolledTracker tracker, ShownBoard board) {}

  private final Map<String, Known> trackers = new ConcurrentHashMap<>();

  /**
   * From now on these are known, too.
   *
   * @param board which tickets there are
   */
  public void add(PolledTracker tracker, ShownBoard board) {
    trackers.put(tracker.name(), new Known(tracker, board));
  }

  /** How far a tracker's clock is ahead of ours; of one that only calls nothing is known. */
  Duration ahead(String tracker) {
    return known(tracker).map(it -> it.tracker().ahead()).orElse(Duration.ZERO);
  }

  /** Whether this is about the incident's own ticket, whatever it is called by now. */
  boolean isOwn(Change change) {
    var tickets =
        known(change.tracker()).map(it -> keys(it.board(), change.incident())).orElseGet(List::of);
    return tickets.stream().anyMatch(change.key()::equalsIgnoreCase)
        || tickets.stream()
            .flatMap(ticket -> now(change.tracker(), ticket).stream())
            .anyMatch(change.key()::equalsIgnoreCase);
  }

  private static List<String> keys(ShownBoard board, String incident) {
    return board.rooms(incident).stream()
        .flatMap(room -> board.last(incident, room).stream())
        .map(shown -> Said.of(shown.ref()).key())
        .toList();
  }

  private Optional<String> now(String tracker, String ticket) {
    return known(tracker)
        .flatMap(it ->
            switch (it.tracker().now(ticket)) {
              case Result.Ok<String>(var key) -> Optional.of(key);
              case Result.Failed<String> _ -> Optional.empty();
            });
  }

  /** Whether it is known that a ticket which was closed wasn't closed by moving it. */
  boolean hasStayed(Change change) {
    return known(change.tracker())
        .filter(it -> it.tracker().hasMoved(change.key()).equals(new Result.Ok<>(false)))
        .isPresent();
  }

  private Optional<Known> known(String tracker) {
    return Optional.ofNullable(trackers.get(tracker));
  }
}
