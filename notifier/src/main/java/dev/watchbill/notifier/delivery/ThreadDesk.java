package dev.watchbill.notifier.delivery;

import dev.watchbill.notifier.delivery.ThreadBook.News;
import dev.watchbill.notifier.delivery.ThreadChannel.Post;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells each incident's timeline in its threads. One room hears one reply at a time, and not too
 * often; what happens meanwhile is told together. How far a thread has come stands in a receipt, so
 * that a restart repeats nothing. Whether a reply was under way when a process died, the thread is
 * asked; where it can't be, that one may be repeated.
 */
public final class ThreadDesk implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ThreadDesk.class);

  /** Between two replies in one room: posts about incidents need room, too. */
  public static final Duration PACE = Duration.ofSeconds(3);

  /** For so long an incident waits for its message. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** For so long one incident is tried in a room: then another may have more luck. */
  private static final Duration TURN = Duration.ofMinutes(1);

  private static final int MOST_WAITING = 10_000;
  private static final int AT_ONCE = 10;

  private final ThreadChannel channel;
  private final Receipts receipts;
  private final InstantSource clock;
  private final NotifierMetrics metrics;
  private final Duration pace;
  private final ThreadBook book;
  private final Attempts attempts;
  private final Lanes lanes;
  private final Map<String, Entry> waiting = new LinkedHashMap<>();
  private final Map<String, Post> queued = new ConcurrentHashMap<>();
  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private volatile Instant resumed = Instant.MIN;

  /** The newest state of one incident, and who waits for it to be told. */
  private static final class Entry {
    private final Incident incident;
    private final Runnable done;
    private final Instant until;
    private final Errand errand = new Errand();

    Entry(Incident incident, Runnable done, Instant until) {
      this.incident = incident;
      this.done = done;
      this.until = until;
    }

    Incident incident() {
      return incident;
    }

    Runnable done() {
      return done;
    }

    Errand errand() {
      return errand;
    }

    Instant until() {
      return until;
    }
  }

  /**
   * @param pace between two replies in one room
   */
  public ThreadDesk(
      ThreadChannel channel,
      RetryLadder ladder,
      Duration pace,
      Receipts receipts,
      InstantSource clock,
      NotifierMetrics metrics) {
    this.channel = channel;
    this.receipts = receipts;
    this.clock = clock;
    this.metrics = metrics;
    this.pace = pace;
    book = new ThreadBook(channel.provider());
    attempts =
        new Attempts(
            ladder, clock, new ProviderServers(book.channel(), AT_ONCE, ProviderTrouble.UNHEARD));
    lanes = new Lanes(book.channel());
  }

  /** Takes note of a receipt: of what was told before, here or elsewhere. */
  public void learn(Receipt receipt) {
    book.learn(receipt);
  }

  /** Incidents have come to us that another process, or an earlier one, may have told of. */
  public void resume() {
    asked.clear();
    resumed = clock.instant();
  }

  /**
   * Takes the newest state of an incident on, and returns at once.
   *
   * @param done called once its steps are told, or there is nowhere to tell them
   */
  public Taken take(Incident incident, Runnable done) {
    var id = incident.getId();
    var entry = new Entry(incident, done, clock.instant().plus(PATIENCE));
    replaced(entry).forEach(over -> over.done().run());
    if (isOld(incident) || (channel.posts(id).isEmpty() && !channel.mayShow(incident))) {
      finish(entry);
    } else {
      shown(id);
    }
    return () -> {
      entry.errand().abandon();
      forget(entry);
    };
  }

  /** All that a first start reads of incidents long over isn't kept to wait for anything. */
  private boolean isOld(Incident incident) {
    var since = clock.instant().minus(Rooms.NEWS);
    return incident.getTimeline().stream()
        .noneMatch(step -> !step.getAt().isBefore(since) && channel.tells(step));
  }

  /** An incident has got a message: what waits to be told of it can be. */
  public void shown(String incident) {
    var entry = newest(incident);
    if (entry != null) {
      channel.posts(incident).forEach(post -> queue(incident, post));
    }
  }

  /** One task an incident and room, however often it moves: others in the room have turns, too. */
  private void queue(String incident, Post post) {
    var key = incident + "\n" + post.room();
    if (queued.put(key, post) == null) {
      lanes.run(
          post.room(),
          () -> {
            var newest = queued.remove(key);
            work(incident, newest == null ? post : newest);
          });
    }
  }

  @Override
  public void close() {
    List<Entry> all;
    synchronized (waiting) {
      all = List.copyOf(waiting.values());
      waiting.clear();
    }
    all.forEach(entry -> entry.errand().abandon());
    lanes.close(Duration.ofMillis(1500));
  }

  private void work(String incident, Post post) {
    try {
      var before = newest(incident);
      if (before == null
          || (!news(before, post).steps().isEmpty() && !before.errand().pause(pace))) {
        return;
      }
      var entry = newest(incident);
      if (entry != null && tell(entry, post)) {
        finishIfTold(entry);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** False: it was given up, for somebody else to tell. */
  private boolean tell(Entry entry, Post post) throws InterruptedException {
    var incident = entry.incident();
    var news = certain(entry, post, news(entry, post));
    if (!news.steps().isEmpty()) {
      var turn = clock.instant().plus(TURN);
      var old = news.steps().getLast().getAt().plus(Rooms.NEWS);
      var end = old.isBefore(turn) ? old : turn;
      var result =
          attempts.run(
              "",
              entry.errand(),
              Optional.of(end),
              () -> channel.reply(post, incident, news.steps(), news.forgotten(), news.last()));
      if (result.isEmpty()) {
        return false;
      }
      if (end.equals(turn) && result.get().outcome().word().equals("expired")) {
        // It is told in the end, but not before all others in the room.
        queue(incident.getId(), post);
        return false;
      }
      settle(incident, post, news, result.get());
    }
    book.told(incident.getId(), post.room(), news.last());
    return true;
  }

  /** What happened before we took over may have been told without a receipt: the thread knows. */
  private News certain(Entry entry, Post post, News news) {
    var id = entry.incident().getId();
    if (news.steps().isEmpty()
        || news.steps().getFirst().getAt().isAfter(resumed)
        || !asked.add(id + "\n" + post.room())) {
      return news;
    }
    var through = channel.through(post, news.steps().getFirst().getAt());
    through.ifPresent(number -> book.told(id, post.room(), number));
    return through.isPresent() ? news(entry, post) : news;
  }

  private void settle(Incident incident, Post post, News news, Attempts.Result result)
      throws InterruptedException {
    var outcome = result.outcome();
    metrics.shown(book.channel(), outcome.word());
    LOG.atInfo()
        .addKeyValue("incident", incident.getId())
        .addKeyValue("steps", news.steps().size())
        .addKeyValue("channel", book.channel())
        .addKeyValue("outcome", outcome.word())
        .addKeyValue("reason", outcome.reason())
        .log("timeline told");
    var now = clock.instant();
    var newest = news.steps().getLast().getAt();
    receipts.report(
        Receipt.newBuilder()
            .setId(book.receiptId(incident.getId(), news.last(), post.room()))
            .setIncident(incident.getId())
            .setService(incident.getService())
            .setChannel(book.channel())
            .setAddress(post.room())
            .setOutcome(outcome.word())
            .setPermanent(outcome.permanent())
            .setReason(outcome.reason())
            .setAt(now)
            .setLatencyMs(Math.max(0, Duration.between(newest, now).toMillis()))
            .setAttempts(result.attempts())
            .setProviderRef(outcome.ref().orElse(null))
            .build());
  }

  private News news(Entry entry, Post post) {
    return book.news(
        entry.incident(), post.room(), clock.instant().minus(Rooms.NEWS), channel::tells);
  }

  private void finishIfTold(Entry entry) {
    var posts = channel.posts(entry.incident().getId());
    if (posts.stream().allMatch(post -> book.isTold(entry.incident(), post.room()))) {
      finish(entry);
    }
  }

  private void finish(Entry entry) {
    if (forget(entry)) {
      entry.done().run();
    }
  }

  private boolean forget(Entry entry) {
    synchronized (waiting) {
      return waiting.remove(entry.incident().getId(), entry);
    }
  }

  private @Nullable Entry newest(String incident) {
    synchronized (waiting) {
      return waiting.get(incident);
    }
  }

  /** Puts it in, and takes out what it replaces and what has waited too long. */
  private List<Entry> replaced(Entry entry) {
    var now = clock.instant();
    var over = new ArrayList<Entry>();
    synchronized (waiting) {
      var before = waiting.remove(entry.incident().getId());
      if (before != null) {
        over.add(before);
      }
      waiting.put(entry.incident().getId(), entry);
      var eldest = waiting.values().iterator();
      while (eldest.hasNext()) {
        var next = eldest.next();
        if (next.until().isAfter(now) && waiting.size() <= MOST_WAITING) {
          break;
        }
        if (next == entry || !channel.posts(next.incident().getId()).isEmpty()) {
          continue;
        }
        eldest.remove();
        over.add(next);
      }
    }
    return over;
  }
}
