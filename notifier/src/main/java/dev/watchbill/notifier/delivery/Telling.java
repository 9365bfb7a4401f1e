package dev.watchbill.notifier.delivery;

import dev.watchbill.notifier.delivery.Waiting.Told;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.trace.Trace;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a person of a page: by itself while they have slots, and otherwise together with all others
 * that wait for them, in one message, when the next slot is free.
 *
 * <p>A page that waited is told of even if its time is over by then: its person would otherwise
 * never hear of it.
 */
final class Telling {
  private static final Logger LOG = LoggerFactory.getLogger(Telling.class);

  private final PersonChannel channel;
  private final Attempts attempts;
  private final PageLimit limit;
  private final InstantSource clock;
  private final NotifierMetrics metrics;
  private final Set<Errand> summaries = ConcurrentHashMap.newKeySet();

  Telling(
      PersonChannel channel,
      Attempts attempts,
      PageLimit limit,
      InstantSource clock,
      NotifierMetrics metrics) {
    this.channel = channel;
    this.attempts = attempts;
    this.limit = limit;
    this.clock = clock;
    this.metrics = metrics;
  }

  /**
   * Returns when the page has its end result.
   *
   * @return empty: given up, without a result
   */
  Optional<Told> tell(Page page, Errand errand) throws InterruptedException {
    if (errand.state() != Errand.State.WANTED) {
      return unwanted(errand);
    }
    var waiting = new Waiting(page, errand);
    if (Notices.isNotice(page)) {
      // Nobody's page may wait because of it.
      return unlimited(waiting, () -> {});
    }
    if (page.getIncident().getTest()) {
      // Nor because of this, except for a phone that rings.
      limit.besides(waiting, clock.instant());
      return alone(waiting);
    }
    return switch (limit.enter(waiting, clock.instant())) {
      case PageLimit.Turn.Now now -> alone(waiting);
      case PageLimit.Turn.Later later -> together(waiting, later.at());
    };
  }

  /** Gives up what is being tried again. */
  void abandon() {
    summaries.forEach(Errand::abandon);
  }

  private Optional<Told> unlimited(Waiting waiting, Runnable begin) throws InterruptedException {
    var page = waiting.page();
    var asked = new AtomicBoolean();
    var result =
        attempts.run(
            channel.server(page),
            waiting.errand(),
            Optional.ofNullable(page.getNotAfter()),
            () -> {
              if (!asked.getAndSet(true)) {
                Trace.current().age(clock.instant()).ifPresent(age -> metrics.aged("request", age));
              }
              begin.run();
              return channel.deliver(page);
            });
    return result.map(Told::alone);
  }

  private Optional<Told> alone(Waiting waiting) throws InterruptedException {
    var delivered = false;
    try {
      var told = unlimited(waiting, () -> engage(waiting.person(), waiting.id()));
      delivered = told.filter(end -> end.result().outcome().hasReached()).isPresent();
      return told;
    } finally {
      settle(delivered, waiting.person(), waiting.id());
    }
  }

  private void engage(String person, String name) {
    limit.engage(person, name, clock.instant());
  }

  private void settle(boolean delivered, String person, String name) {
    if (delivered) {
      limit.taken(person, name, clock.instant());
    } else {
      limit.giveBack(person, name);
    }
  }

  private Optional<Told> together(Waiting waiting, Instant opens) throws InterruptedException {
    LOG.atInfo()
        .addKeyValue("page", waiting.id())
        .addKeyValue("person", waiting.person())
        .addKeyValue("until", opens)
        .log("page waits for its person's next slot");
    for (var until = opens; ; ) {
      var isOver = waiting.errand().rest(Duration.between(clock.instant(), until));
      if (waiting.errand().state() != Errand.State.WANTED && limit.leave(waiting)) {
        return unwanted(waiting.errand());
      }
      var now = clock.instant();
      switch (limit.speakFor(waiting, isOver && now.isBefore(until) ? until : now)) {
        case PageLimit.Floor.NotYet notYet -> until = notYet.until();
        case PageLimit.Floor.Given given -> {
          if (!given.all().isEmpty()) {
            speak(waiting.person(), given.all());
          }
          return waiting.outcome();
        }
      }
    }
  }

  private void speak(String person, List<Waiting> all) throws InterruptedException {
    var name = PageLimit.nameOf(all);
    var delivered = false;
    try {
      var wanted = wanted(all);
      var result =
          wanted.isEmpty()
              ? Optional.<Attempts.Result>empty()
              : sumUp(wanted, () -> engage(person, name));
      delivered = result.filter(end -> end.outcome().hasReached()).isPresent();
      result.ifPresent(
          end -> wanted.forEach(one -> one.tell(Optional.of(told(end, name, wanted)))));
    } finally {
      settle(delivered, person, name);
      // Whoever isn't told by now is given up, and comes again after a restart.
      all.forEach(one -> one.tell(Optional.empty()));
    }
  }

  private static Told told(Attempts.Result result, String name, List<Waiting> all) {
    return all.size() == 1
        ? Told.alone(result)
        : new Told(result, Optional.of(name), all.size() - 1);
  }

  /** Those that are still wanted; the others hear at once that they aren't. */
  private static List<Waiting> wanted(List<Waiting> all) {
    all.stream()
        .filter(one -> one.errand().state() != Errand.State.WANTED)
        .forEach(one -> one.tell(unwanted(one.errand())));
    return all.stream().filter(one -> one.errand().state() == Errand.State.WANTED).toList();
  }

  private Optional<Attempts.Result> sumUp(List<Waiting> wanted, Runnable begin)
      throws InterruptedException {
    var pages = wanted.stream().map(Waiting::page).toList();
    // Alone it can still be called back.
    var errand = pages.size() == 1 ? wanted.getFirst().errand() : new Errand();
    summaries.add(errand);
    try {
      metrics.summedUp(channel.name(), pages.size());
      return attempts.run(
          channel.server(pages.getLast()),
          errand,
          Optional.empty(),
          () -> {
            begin.run();
            return pages.size() == 1 ? channel.deliver(pages.getFirst()) : channel.sumUp(pages);
          });
    } finally {
      summaries.remove(errand);
    }
  }

  private static Optional<Told> unwanted(Errand errand) {
    return switch (errand.state()) {
      case CANCELLED -> Optional.of(Told.alone(new Attempts.Result(Outcome.cancelled(), 0)));
      case ABANDONED, WANTED -> Optional.empty();
    };
  }
}
