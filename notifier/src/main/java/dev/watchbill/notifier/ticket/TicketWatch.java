package dev.watchbill.notifier.ticket;

import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.delivery.ShownBoard;
import dev.watchbill.notifier.known.KnownIncidents;
import dev.watchbill.notifier.ticket.PolledTracker.Deed;
import dev.watchbill.notifier.ticket.PolledTracker.Seen;
import dev.watchbill.notifier.ticket.TicketAnswers.Change;
import dev.watchbill.notifier.ticket.TicketNews.Look;
import dev.watchbill.notifier.ticket.Tracker.Result;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
 * <p>What is seen to change counts, unless the incident itself changed meanwhile. Then, and before
 * the first look, it counts if the tracker says that it was done after the incident last changed:
 * the account of whoever had an incident before, or a ticket that stays closed when its incident
 * comes back, is nobody's wish. What may have been ours never counts.
 */
public final class TicketWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TicketWatch.class);
  private static final Duration LONGEST_REST = Duration.ofHours(1);

  /**
   * So much may what a tracker lists be behind what it knows, or its clock be set back unnoticed.
   */
  private static final Duration LATE = Duration.ofMinutes(5);

  private final PolledTracker tracker;
  private final ShownBoard board;
  private final KnownIncidents incidents;
  private final TicketAnswers answers;
  private final Rhythm rhythm;
  private final InstantSource clock;
  private final CountDownLatch closing = new CountDownLatch(1);

  /** Tickets of open incidents as they were seen last. */
  private final Map<String, Look> before = new ConcurrentHashMap<>();

  /** Whether something that was seen before is wanted once more. */
  private final AtomicBoolean again = new AtomicBoolean();

  /** By the tracker's clock. */
  private Instant since = Instant.EPOCH;

  /** As it was known when that was counted. */
  private Duration ahead = Duration.ZERO;

  private volatile Instant restingUntil = Instant.EPOCH;
  private volatile @Nullable Delivery told;

  /** How a tracker is asked. */
  public enum Rhythm {
    /** It calls nobody. */
    ALONE(Duration.ofSeconds(30), Duration.ZERO),

    /** It calls us, and is believed only about what it should have called about long ago. */
    BESIDE_CALLS(Duration.ofMinutes(5), Duration.ofMinutes(1));

    private final Duration every;
    private final Duration age;

    /**
     * How one is asked.
     *
     * @param hooks those that call us
     */
    public static Rhythm of(String tracker, List<IssueHook> hooks) {
      return hooks.stream().map(IssueHook::tracker).anyMatch(tracker::equals)
          ? BESIDE_CALLS
          : ALONE;
    }

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
    if (open.isEmpty() || isResting()) {
      return;
    }
    if (again.getAndSet(false)) {
      since = Instant.EPOCH;
    }
    var now = clock.instant();
    switch (tracker.look(List.copyOf(open.keySet()), since)) {
      case Result.Failed<List<Seen>> failed -> rest(failed.delivery());
      case Result.Ok<List<Seen>> answer -> {
        answer.value().forEach(seen -> take(seen, open.get(seen.key())));
        // What was too young to be believed is so no longer next time.
        goOnFrom(now.minus(rhythm.age).minus(LATE));
      }
    }
  }

  private void goOnFrom(Instant ours) {
    var known = tracker.ahead();
    if (known.plus(LATE.dividedBy(2)).compareTo(ahead) < 0) {
      // Set back: what was touched since may be dated before what was asked for.
      again.set(true);
    }
    ahead = known;
    since = ours.plus(known);
  }

  private boolean isResting() {
    return clock.instant().isBefore(restingUntil);
  }

  /** A tracker that asks to be left alone for a while, is. */
  private void rest(Delivery failure) {
    if (failure instanceof Delivery.Retryable limited) {
      limited
          .after()
          .map(after -> after.compareTo(LONGEST_REST) < 0 ? after : LONGEST_REST)
          .ifPresent(after -> restingUntil = clock.instant().plus(after));
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

  private void take(Seen now, KnownIncidents.@Nullable Open incident) {
    if (incident == null) {
      return;
    }
    if (isResting()) {
      again.set(true);
      return;
    }
    var next = Look.of(now, incident);
    var last = before.get(now.key());
    if (last != null && last.seen().closed()) {
      before.put(now.key(), next);
    } else if (now.closed()) {
      learn(
          new TicketNews(next, last, incident.id(), Look::openSince),
          tracker.closed(now),
          answers::resolve);
    } else {
      assign(next, last, incident);
    }
  }

  private void assign(Look next, @Nullable Look last, KnownIncidents.Open incident) {
    var had = last == null ? List.<String>of() : last.seen().accounts();
    var fresh =
        next.seen().accounts().stream()
            .filter(account -> !had.contains(account))
            .flatMap(account ->
                answers.person(tracker.name(), account).map(it -> new Given(account, it)).stream())
            .filter(given -> !incident.people().contains(given.person()))
            .toList();
    // Of several nobody knows who is meant.
    if (fresh.size() != 1) {
      before.put(next.seen().key(), next);
      return;
    }
    var given = fresh.getFirst();
    learn(
        new TicketNews(next, last, incident.id(), Look::movedAt),
        tracker.assigned(next.seen(), given.account()),
        (change, by) -> answers.reassign(change, by, given.person()));
  }

  /** Who has a ticket, in its tracker and here. */
  private record Given(String account, String person) {}

  private boolean isBelieved(TicketNews news, Deed deed) {
    var sawIt = news.wasSeen() && rhythm == Rhythm.ALONE;
    return !deed.isOurs() && (sawIt || news.isSince(deed.at()));
  }

  private boolean isTooYoung(Deed deed) {
    return deed.at().isAfter(clock.instant().minus(rhythm.age));
  }

  /** Does what it means, if it is believed. A tracker that can't be asked is asked again. */
  private void learn(
      TicketNews news,
      Result<Optional<Deed>> asked,
      BiFunction<Change, String, CompletableFuture<?>> answer) {
    switch (asked) {
      case Result.Failed<Optional<Deed>> failed -> {
        again.set(true);
        tell(failed.delivery());
        rest(failed.delivery());
      }
      case Result.Ok<Optional<Deed>>(var known) -> {
        var deed = known.map(it -> it.byOurClock(tracker.ahead()));
        if (rhythm == Rhythm.ALONE || deed.filter(this::isTooYoung).isEmpty()) {
          before.put(news.key(), news.next());
          deed.filter(it -> isBelieved(news, it))
              .ifPresent(
                  it -> by(it).ifPresent(by -> give(news, answer.apply(change(news, it), by))));
        }
      }
    }
  }

  private void tell(Delivery failure) {
    if (!failure.equals(told)) {
      told = failure;
      LOG.atWarn()
          .addKeyValue("tracker", tracker.name())
          .addKeyValue("answer", failure)
          .log("nobody knows how a ticket came to change; it is asked again");
    }
  }

  /** In whose name it is done; empty: nobody who may. */
  private Optional<String> by(Deed deed) {
    return answers
        .person(tracker.name(), deed.account())
        .or(() -> Optional.of("token:" + tracker.name()).filter(it -> tracker.believesStrangers()));
  }

  /**
   * What nobody answered may not even be written: it is wished again with the next look, with the
   * same id, so that it is done once.
   */
  private void give(TicketNews news, CompletableFuture<?> response) {
    var _ =
        response.whenComplete((outcome, problem) -> {
          if (problem != null) {
            forget(news);
          }
        });
  }

  /** The same for the same deed, whenever it is heard of. */
  private Change change(TicketNews news, Deed deed) {
    return new Change(tracker.name(), news.incident(), news.key(), deed.mark());
  }

  private void forget(TicketNews news) {
    again.set(true);
    var last = news.last();
    if (last == null) {
      before.remove(news.key());
    } else {
      before.put(news.key(), last);
    }
  }
}
