package dev.watchbill.notifier.ticket;

import dev.watchbill.notifier.delivery.ShownBoard;
import dev.watchbill.notifier.known.KnownIncidents;
import dev.watchbill.notifier.ticket.PolledTracker.Deed;
import dev.watchbill.notifier.ticket.PolledTracker.Seen;
import dev.watchbill.notifier.ticket.TicketAnswers.Change;
import dev.watchbill.notifier.ticket.Tracker.Result;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a tracker what became of the tickets of open incidents: closed there is resolved here,
 * assigned there is reassigned here. The same change has the same response id, so that several
 * notifiers and restarts do it once. A tracker that calls us is asked too, at the start and then
 * seldom: what it called about while no notifier ran it doesn't say again.
 *
 * <p>What is seen to change counts. What had changed before the first look, while no notifier ran,
 * counts if the tracker says that it was done after the incident itself last changed: the account
 * of whoever had an incident before, or a ticket that stays closed when its incident comes back, is
 * nobody's wish.
 */
public final class TicketWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TicketWatch.class);
  private static final int AT_ONCE = 50;

  private final PolledTracker tracker;
  private final ShownBoard board;
  private final KnownIncidents incidents;
  private final TicketAnswers answers;
  private final Rhythm rhythm;
  private final InstantSource clock;
  private final CountDownLatch closing = new CountDownLatch(1);

  /** Tickets of open incidents as they were seen last. */
  private final Map<String, Seen> before = new ConcurrentHashMap<>();

  /** How a tracker is asked. */
  public enum Rhythm {
    /** It calls nobody. */
    ALONE(Duration.ofSeconds(30), Duration.ZERO),

    /** It calls us, and is believed only about what it should have called about long ago. */
    BESIDE_CALLS(Duration.ofMinutes(5), Duration.ofMinutes(1));

    private final Duration every;
    private final Duration age;

    Rhythm(Duration every, Duration age) {
      this.every = every;
      this.age = age;
    }
  }

  /**
   * @param board which tickets there are
   */
  public TicketWatch(
      PolledTracker tracker,
      ShownBoard board,
      KnownIncidents incidents,
      TicketAnswers answers,
      Rhythm rhythm,
      InstantSource clock) {
    this.tracker = tracker;
    this.board = board;
    this.incidents = incidents;
    this.answers = answers;
    this.rhythm = rhythm;
    this.clock = clock;
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
      do {
        try {
          look();
        } catch (RuntimeException e) {
          LOG.atError().setCause(e).log("{} could not be asked; it is asked again", tracker.name());
        }
      } while (!closing.await(rhythm.every.toMillis(), TimeUnit.MILLISECONDS));
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
      if (tracker.look(some) instanceof Result.Ok<List<Seen>> answer) {
        for (var seen : answer.value()) {
          Optional.ofNullable(open.get(seen.key())).ifPresent(incident -> take(seen, incident));
        }
      }
    }
  }

  /** The incidents that have a ticket and aren't over, by its key. */
  private Map<String, KnownIncidents.Open> open() {
    var open = new LinkedHashMap<String, KnownIncidents.Open>();
    board
        .all()
        .forEach((id, shown) ->
            incidents
                .open(id)
                .ifPresent(incident -> open.put(shown.ref().split(" ", 2)[0], incident)));
    return open;
  }

  private void take(Seen now, KnownIncidents.Open incident) {
    var was = before.get(now.key());
    if (was != null && was.closed()) {
      before.put(now.key(), now);
    } else if (now.closed()) {
      learn(
          new News(now, was, incident.id(), incident.openSince()),
          tracker.closed(now),
          answers::resolve);
    } else {
      assign(now, was, incident);
    }
  }

  private void assign(Seen now, @Nullable Seen was, KnownIncidents.Open incident) {
    var to =
        Optional.of(now.account())
            .filter(
                account -> !account.isEmpty() && (was == null || !account.equals(was.account())))
            .flatMap(account -> answers.person(tracker.name(), account))
            .filter(person -> !incident.people().contains(person));
    if (to.isEmpty()) {
      before.put(now.key(), now);
      return;
    }
    learn(
        new News(now, was, incident.id(), incident.movedAt()),
        tracker.assigned(now),
        (change, by) -> answers.reassign(change, by, to.get()));
  }

  /**
   * A ticket that isn't as it was.
   *
   * @param was null: it wasn't seen before
   * @param since of what was done before that nothing is believed, unless it was seen to change
   */
  private record News(Seen now, @Nullable Seen was, String incident, Instant since) {}

  private boolean isBelieved(News news, Optional<Deed> deed) {
    // Trackers count in seconds.
    var from = news.since().truncatedTo(ChronoUnit.SECONDS);
    var sawIt = news.was() != null && rhythm == Rhythm.ALONE;
    return deed.filter(Deed::isOurs).isEmpty()
        && (sawIt || deed.filter(it -> !it.at().isBefore(from)).isPresent());
  }

  private boolean isTooYoung(Deed deed) {
    return deed.at().isAfter(clock.instant().minus(rhythm.age));
  }

  /** Does what it means, if it is believed. A tracker that can't be asked is asked again. */
  private void learn(
      News news,
      Result<Optional<Deed>> asked,
      BiFunction<Change, String, CompletableFuture<?>> answer) {
    if (!(asked instanceof Result.Ok<Optional<Deed>> known)) {
      return;
    }
    var deed = known.value();
    if (rhythm == Rhythm.BESIDE_CALLS && deed.filter(this::isTooYoung).isPresent()) {
      return;
    }
    before.put(news.now().key(), news.now());
    if (isBelieved(news, deed)) {
      by(deed).ifPresent(by -> give(news, answer.apply(change(news, deed), by)));
    }
  }

  /** In whose name it is done; empty: nobody who may. */
  private Optional<String> by(Optional<Deed> deed) {
    return deed.flatMap(it -> answers.person(tracker.name(), it.account()))
        .or(() -> Optional.of("token:" + tracker.name()).filter(it -> tracker.believesStrangers()));
  }

  /** What isn't written is wished again with the next look. */
  private void give(News news, CompletableFuture<?> response) {
    var _ =
        response.whenComplete((outcome, problem) -> {
          if (problem != null && !isWritten(problem)) {
            forget(news);
          }
        });
  }

  /** The same for the same deed, whenever it is heard of. */
  private Change change(News news, Optional<Deed> deed) {
    var now = news.now();
    var mark = deed.map(Deed::mark).orElse(now.changed() + now.account());
    return new Change(tracker.name(), news.incident(), now.key(), mark);
  }

  private static boolean isWritten(Throwable problem) {
    return problem instanceof TimeoutException || problem.getCause() instanceof TimeoutException;
  }

  private void forget(News news) {
    var was = news.was();
    if (was == null) {
      before.remove(news.now().key());
    } else {
      before.put(was.key(), was);
    }
  }
}
