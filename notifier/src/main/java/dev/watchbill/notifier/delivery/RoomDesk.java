package dev.watchbill.notifier.delivery;

import dev.watchbill.notifier.delivery.RoomChannel.Place;
import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.Receipt;
import dev.watchbill.schemas.trace.Trace;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows assignments in the rooms of one provider, in order for each incident and place. Where a
 * newer assignment already waits, the older one isn't shown any more: people want to see what is.
 * The newest is shown in the end, however long its room is limited or the provider away, for a day.
 */
public final class RoomDesk implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RoomDesk.class);
  private static final int AT_ONCE = 50;

  /** Then those that have waited longest are given up, and room is left to read on. */
  private static final int MOST_WAITING = 10_000;

  private final RoomChannel channel;
  private final RetryLadder ladder;
  private final Receipts receipts;
  private final InstantSource clock;
  private final NotifierMetrics metrics;
  private final OneAttempt once;
  private final ProviderServers servers;
  private final RoomBook book;
  private final ExecutorService threads;
  private final Map<String, Room> rooms = new ConcurrentHashMap<>();
  private final Map<Wish, RoomQueue> waiting = new LinkedHashMap<>();

  public RoomDesk(
      RoomChannel channel,
      RetryLadder ladder,
      Receipts receipts,
      InstantSource clock,
      NotifierMetrics metrics) {
    this(channel, ladder, receipts, ProviderTrouble.UNHEARD, clock, metrics);
  }

  /**
   * The same.
   *
   * @param trouble hears when the provider can't be used
   */
  public RoomDesk(
      RoomChannel channel,
      RetryLadder ladder,
      Receipts receipts,
      ProviderTrouble trouble,
      InstantSource clock,
      NotifierMetrics metrics) {
    this.channel = channel;
    this.ladder = ladder;
    this.receipts = receipts;
    this.clock = clock;
    this.metrics = metrics;
    once = new OneAttempt(ladder.attempt());
    servers = new ProviderServers(channel.provider() + "-rooms", AT_ONCE, trouble);
    book = new RoomBook(channel.provider());
    threads =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("rooms-" + channel.provider() + "-", 0).factory());
    metrics.postsWaiting(channel.provider(), this::waiting);
  }

  /** Takes note of a receipt: of what became of assignments before, here or elsewhere. */
  public void learn(Receipt receipt) {
    book.learn(receipt);
  }

  /**
   * These will be taken next. Of what is read again, people's messages show the newest state alone:
   * an older one would bring back the buttons of what is over.
   */
  public void ahead(List<Assignment> batch) {
    batch.forEach(next -> book.comes(next.getIncident().getId(), next.getSeq()));
  }

  /**
   * Takes an assignment on, for every place it is to be seen in, and returns at once.
   *
   * @param done called once it is shown, for good not shown, or outdated, everywhere
   */
  public Taken take(Assignment assignment, Runnable done) {
    return show(assignment, channel.places(assignment), done);
  }

  /** The same, for these places only. */
  public Taken show(Assignment assignment, List<? extends Place> places, Runnable done) {
    if (places.isEmpty()) {
      done.run();
      return Taken.DONE;
    }
    var errand = new Errand();
    var open = new AtomicInteger(places.size());
    var news = !Rooms.isOld(assignment, clock.instant());
    var wishes = new ArrayList<Wish>();
    for (var place : places) {
      var finished = new AtomicBoolean();
      Runnable finish =
          () -> {
            if (!finished.getAndSet(true)
                && errand.state() == Errand.State.WANTED
                && open.decrementAndGet() == 0) {
              done.run();
            }
          };
      wishes.add(new Wish(assignment, place, errand, finish, news, Trace.current()));
    }
    wishes.forEach(this::offer);
    return () -> abandon(errand, wishes);
  }

  private void offer(Wish wish) {
    var queue = rooms.computeIfAbsent(room(wish.place()), room -> room(wish)).queue();
    Optional<Map.Entry<Wish, RoomQueue>> crowded;
    synchronized (waiting) {
      waiting.put(wish, queue);
      crowded =
          waiting.size() > MOST_WAITING
              ? Optional.of(waiting.entrySet().iterator().next())
              : Optional.empty();
    }
    queue.offer(wish);
    crowded
        .filter(eldest -> eldest.getValue().drop(eldest.getKey()))
        .ifPresent(eldest ->
            threads.execute(() -> giveUp(eldest.getKey(), 0, "given up: too many others wait")));
  }

  /** What is limited together, and the server it is at. */
  private record Room(RoomQueue queue, ProviderServer server) {}

  private Room room(Wish first) {
    var server = servers.of(channel.server(first.place()));
    var queue =
        new RoomQueue(
            threads,
            this::isThere,
            new RoomQueue.Work(
                (self, wish) -> wish.trace().run(() -> attempt(new Room(self, server), wish)),
                wish -> wish.trace().run(() -> tellItWaits(wish)),
                (wish, made) ->
                    wish.trace().run(() -> giveUp(wish, made, "given up: it has waited a day")),
                this::finish));
    return new Room(queue, server);
  }

  /** A channel, or what somebody was sent. */
  private static String room(Place place) {
    return switch (place) {
      case Place.Room room -> room.address();
      case Place.Message message ->
          "message " + message.ref().substring(0, Math.max(0, message.ref().lastIndexOf('/')));
    };
  }

  private boolean isThere(Wish wish) {
    return switch (wish.place()) {
      case Place.Room room -> book.hasReached(wish.incident(), room.address());
      case Place.Message _ -> true;
    };
  }

  private void abandon(Errand errand, List<Wish> wishes) {
    errand.abandon();
    for (var wish : wishes) {
      var queue = forget(wish);
      if (queue != null) {
        queue.drop(wish);
      }
    }
  }

  private @Nullable RoomQueue forget(Wish wish) {
    synchronized (waiting) {
      return waiting.remove(wish);
    }
  }

  private int waiting() {
    synchronized (waiting) {
      return waiting.size();
    }
  }

  /** Gives up what waits, and lets what is under way finish, but not for long. */
  @Override
  public void close() {
    synchronized (waiting) {
      waiting.keySet().forEach(wish -> wish.errand().abandon());
      waiting.clear();
    }
    rooms.values().forEach(room -> room.queue().close());
    threads.shutdown();
    try {
      if (!threads.awaitTermination(1500, TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void attempt(Room room, Wish wish) {
    var queue = room.queue();
    try {
      if (wish.isAbandoned() || isSettled(wish)) {
        queue.settled(wish, false);
        finish(wish);
        return;
      }
      var delivery =
          isPassedOver(wish)
              ? Optional.of(Rooms.TOO_OLD)
              : room.server()
                  .turn(breaker ->
                      breaker.attemptIfAsked(
                          () -> show(wish), answer -> failsAlone(room, wish, answer)));
      if (delivery.isPresent()) {
        decide(room, wish, delivery.get());
      } else {
        queue.rested(wish, room.server().rest());
      }
    } catch (InterruptedException e) {
      queue.settled(wish, false);
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // Not finished, so that it comes again after a restart.
      LOG.atError().addKeyValue("incident", wish.incident()).setCause(e).log("not shown");
      queue.settled(wish, false);
    }
  }

  /** Whether it failed, and may be the only one that does: a poisoned ticket, a broken project. */
  private boolean failsAlone(Room room, Wish wish, Delivery delivery) {
    var server = room.server();
    if (!Breaker.isFailure(delivery)) {
      server.places().gotThrough();
      return false;
    }
    server.places().failed(room(wish.place()), wish.key());
    return server
        .places()
        .isOneAlone(
            rooms.values().stream()
                .anyMatch(other -> other.server() == server && other.queue() != room.queue()));
  }

  private Delivery show(Wish wish) {
    return once.of(() -> channel.show(wish.assignment(), wish.place()));
  }

  private void decide(Room room, Wish wish, Delivery delivery) throws InterruptedException {
    var queue = room.queue();
    var server = room.server();
    var counted = queue.tried(wish, ladder.counts(delivery));
    switch (ladder.after(counted, delivery, clock.instant(), Optional.empty())) {
      case RetryLadder.Next.Settled settled -> {
        settle(wish, new Attempts.Result(settled.outcome(), queue.made(wish)));
        queue.settled(wish, settled.outcome().hasReached());
        finish(wish);
        if (settled.outcome().hasReached() && server.isBack()) {
          rooms.values().stream()
              .filter(other -> other.server() == server)
              .forEach(other -> other.queue().back());
        }
      }
      case RetryLadder.Next.Again again -> {
        if (RetryLadder.isAskedToWait(delivery)) {
          queue.limited(wish, again.pause());
        } else {
          server.fails();
          queue.failed(wish, again.pause());
        }
      }
    }
  }

  /** What was settled before it came to us again, here or elsewhere, or is outdated. */
  private boolean isSettled(Wish wish) {
    return switch (wish.place()) {
      case Place.Room room -> book.isSettled(wish.incident(), room.address(), wish.seq());
      case Place.Message _ -> book.isOutdated(wish.incident(), wish.seq());
    };
  }

  private boolean isPassedOver(Wish wish) {
    return switch (wish.place()) {
      case Place.Room room when channel.passesOverOldNews() ->
          Rooms.isPassedOver(
              wish,
              book.hasReached(wish.incident(), room.address()),
              book.waits(wish.incident(), room.address()),
              clock.instant());
      case Place.Room _, Place.Message _ -> false;
    };
  }

  private void finish(Wish wish) {
    forget(wish);
    wish.finish().run();
  }

  private void giveUp(Wish wish, int made, String why) {
    try {
      settle(wish, new Attempts.Result(Outcome.failed(why), made));
      finish(wish);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void settle(Wish wish, Attempts.Result result) throws InterruptedException {
    var assignment = wish.assignment();
    var outcome = result.outcome();
    metrics.shown(channel.provider(), outcome.word());
    LOG.atInfo()
        .addKeyValue("incident", wish.incident())
        .addKeyValue("seq", wish.seq())
        .addKeyValue("channel", channel.provider())
        .addKeyValue("outcome", outcome.word())
        .addKeyValue("reason", outcome.reason())
        .log("assignment shown");
    switch (wish.place()) {
      case Place.Room room -> {
        receipts.report(receipt(assignment, room, result));
        book.settled(wish.incident(), room.address(), wish.seq(), outcome.hasReached());
      }
      // Its page has its end result already.
      case Place.Message message -> {}
    }
  }

  /**
   * So that everybody can see why it isn't shown, and whoever takes over knows that it was news.
   */
  private void tellItWaits(Wish wish) {
    if (!(wish.place() instanceof Place.Room room)
        || wish.isAbandoned()
        || book.waits(wish.incident(), room.address())) {
      return;
    }
    var reason = "not shown yet: it waits until %s takes it".formatted(channel.provider());
    var waits = new Outcome("failed", false, reason, Optional.empty());
    var receipt = receipt(wish.assignment(), room, new Attempts.Result(waits, 0));
    receipt.setId(receipt.getId() + "/waits");
    try {
      receipts.report(receipt);
      book.waits(wish.incident(), room.address(), wish.seq());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Receipt receipt(Assignment assignment, Place.Room room, Attempts.Result result) {
    var now = clock.instant();
    var outcome = result.outcome();
    return Receipt.newBuilder()
        .setId(RoomReceipts.id(assignment, channel.provider(), room.address()))
        .setIncident(assignment.getIncident().getId())
        .setService(assignment.getIncident().getService())
        .setChannel(channel.provider())
        .setAddress(room.address())
        .setOutcome(outcome.word())
        .setPermanent(outcome.permanent())
        .setReason(outcome.reason())
        .setAt(now)
        .setLatencyMs(Math.max(0, Duration.between(assignment.getAt(), now).toMillis()))
        .setAttempts(result.attempts())
        .setProviderRef(outcome.ref().orElse(null))
        .build();
  }
}
