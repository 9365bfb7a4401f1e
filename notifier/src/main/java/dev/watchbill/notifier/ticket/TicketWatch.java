package dev.watchbill.notifier.ticket;

import dev.watchbill.notifier.delivery.ShownBoard;
import dev.watchbill.notifier.ticket.PolledTracker.Seen;
import dev.watchbill.notifier.ticket.TicketAnswers.Change;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a tracker that calls nobody what became of the tickets of open incidents: closed there is
 * resolved here, assigned there is reassigned here. The same change has the same response id, so
 * that several notifiers and restarts do it once.
 */
public final class TicketWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TicketWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(30);
  private static final int AT_ONCE = 50;

  private final PolledTracker tracker;
  private final ShownBoard board;
  private final TicketAnswers answers;
  private final CountDownLatch closing = new CountDownLatch(1);

  /** Tickets of open incidents as they were seen last; of the one thread that looks. */
  private final Map<String, Seen> before = new HashMap<>();

  /**
   * @param board what the tickets say
   */
  public TicketWatch(PolledTracker tracker, ShownBoard board, TicketAnswers answers) {
    this.tracker = tracker;
    this.board = board;
    this.answers = answers;
  }

  /** Starts to ask, again and again. */
  public void start() {
    Thread.ofVirtual().name(tracker.name() + "-watch").start(this::run);
  }

  @Override
  public void close() {
    closing.countDown();
  }

  private void run() {
    try {
      while (!closing.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          look();
        } catch (RuntimeException e) {
          LOG.atError().setCause(e).log("{} could not be asked; it is asked again", tracker.name());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks once. */
  void look() {
    var open = open();
    before.keySet().retainAll(open.keySet());
    var keys = new ArrayList<>(open.keySet());
    for (var from = 0; from < keys.size(); from += AT_ONCE) {
      var some = keys.subList(from, Math.min(keys.size(), from + AT_ONCE));
      if (tracker.look(some) instanceof Tracker.Result.Ok<List<Seen>> answer) {
        for (var seen : answer.value()) {
          var known = open.get(seen.key());
          if (known != null) {
            take(seen, known);
          }
        }
      }
    }
  }

  /** A ticket of an incident that isn't over. */
  private record Known(String incident, List<String> people) {}

  private Map<String, Known> open() {
    var open = new LinkedHashMap<String, Known>();
    board
        .all()
        .forEach((incident, shown) -> {
          var said = shown.ref().split(" ", 3);
          if (said.length > 1 && !said[1].equals("resolved")) {
            var people = said.length > 2 ? List.of(said[2].split(",", -1)) : List.<String>of();
            open.put(said[0], new Known(incident, people));
          }
        });
    return open;
  }

  /**
   * It doesn't say who did it, so it is done in its own name; and only what was seen to change. The
   * account of whoever had an incident before, or a ticket that stays closed when its incident is
   * opened again, is nobody's wish.
   */
  private void take(Seen seen, Known known) {
    var was = before.put(seen.key(), seen);
    if (was == null || was.closed()) {
      return;
    }
    var change = new Change(tracker.name(), known.incident(), seen.key(), seen.changed());
    var somebody = "token:" + tracker.name();
    if (seen.closed()) {
      answers.resolve(change, somebody);
    } else if (!seen.account().isEmpty() && !seen.account().equals(was.account())) {
      answers
          .person(tracker.name(), seen.account())
          .filter(to -> !known.people().contains(to))
          .ifPresent(to -> answers.reassign(change, somebody, to));
    }
  }
}
