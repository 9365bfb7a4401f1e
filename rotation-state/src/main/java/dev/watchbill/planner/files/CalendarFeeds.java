package dev.watchbill.planner.files;

import dev.watchbill.roster.Feeds;
import dev.watchbill.roster.yaml.KeptFeeds;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.schemas.config.Outside;
import dev.watchbill.schemas.config.Secrets;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the calendars that the roster names by address, in a thread of its own. What was read
 * last is kept in files, and stays in force while a calendar can't be read, also over a restart.
 *
 * <p>An address may be a secret: only its host is ever said.
 */
public final class CalendarFeeds implements Feeds, AutoCloseable {
  /** Hosts inside the own network that may be asked. */
  public static final String ALLOW = "WATCHBILL_CALENDAR_ALLOW";

  private static final Logger LOG = LoggerFactory.getLogger(CalendarFeeds.class);
  private static final Duration EVERY = Duration.ofMinutes(15);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final int AT_ONCE = 8;

  private final KeptFeeds kept;
  private final FeedReader reader;
  private final InstantSource clock;
  private final Consumer<String> outcomes;
  private final Duration every;
  private final Map<String, Attempt> attempts = new ConcurrentSkipListMap<>();

  /** When each address was asked for last. */
  private final Map<String, Instant> wanted = new ConcurrentHashMap<>();

  private final Thread thread;
  private volatile boolean closed;

  /**
   * The last time a calendar was fetched.
   *
   * @param trouble null: it was read
   * @param since when the trouble began
   */
  private record Attempt(Instant at, @Nullable String trouble, Instant since) {}

  /**
   * @param folder of its own, kept over a restart
   * @param environment says which inner hosts may be asked
   * @param outcomes is told {@code calendar-fetched} or {@code calendar-unreadable} after each
   *     attempt
   */
  public CalendarFeeds(
      Path folder, Environment environment, InstantSource clock, Consumer<String> outcomes) {
    this(folder, environment, clock, outcomes, EVERY);
  }

  CalendarFeeds(
      Path folder,
      Environment environment,
      InstantSource clock,
      Consumer<String> outcomes,
      Duration every) {
    this.kept = new KeptFeeds(folder);
    this.reader = new FeedReader(kept, Outside.of(environment, ALLOW), clock);
    this.clock = clock;
    this.outcomes = outcomes;
    this.every = every;
    this.thread = Thread.ofPlatform().daemon().name("calendar-feeds").unstarted(this::follow);
  }

  /** Begins to fetch on a schedule. */
  public void start() {
    thread.start();
  }

  @Override
  public Feed at(String address) {
    wanted.put(address, clock.instant());
    var attempt = attempts.get(address);
    var text = kept.text(address).orElse(null);
    if (attempt == null) {
      return new Feed(text, text == null ? "it was not asked yet" : null);
    }
    return new Feed(text, attempt.trouble == null ? null : trouble(address, attempt));
  }

  /** The trouble is as old as this process at most, what was read last may be much older. */
  private String trouble(String address, Attempt attempt) {
    var trouble = "%s, since %s".formatted(attempt.trouble, attempt.since);
    return kept.readAt(address)
        .map(at -> "%s, and was read last at %s".formatted(trouble, seconds(at)))
        .orElse(trouble);
  }

  private static Instant seconds(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS);
  }

  /**
   * Fetches those that nobody asked yet and of which nothing is kept, so that a roster isn't
   * applied without the absences in them because it is new. Takes ten seconds at most.
   *
   * @return whether there were any
   */
  public boolean fetchNew() {
    var fresh =
        wanted.keySet().stream()
            .filter(it -> !attempts.containsKey(it) && kept.text(it).isEmpty())
            .sorted()
            .toList();
    fetch(fresh);
    return !fresh.isEmpty();
  }

  /** Another text when a calendar or a trouble with one changed. */
  public String fingerprint() {
    return wanted.keySet().stream()
        .sorted()
        .map(address -> {
          var feed = at(address);
          return Secrets.hash(feed.text() + "\n" + feed.trouble());
        })
        .collect(Collectors.joining(" "));
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      if (thread.isAlive()) {
        thread.join(Duration.ofSeconds(1));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    reader.close();
  }

  private void follow() {
    while (!closed) {
      try {
        fetchDue();
        TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.atError().setCause(e).log("calendars can't be fetched; tried again");
      }
    }
  }

  /** Fetches what is due; what no roster names any more isn't asked again. */
  void fetchDue() {
    var now = clock.instant();
    var due =
        wanted.keySet().stream()
            .filter(it -> {
              var last = attempts.get(it);
              return last == null || !last.at.plus(every).isAfter(now);
            })
            .sorted()
            .toList();
    fetch(due);
  }

  /** Forgets what wasn't asked for since then. */
  public void forget(Instant before) {
    wanted.entrySet().removeIf(it -> it.getValue().isBefore(before));
    attempts.keySet().retainAll(wanted.keySet());
  }

  private void fetch(List<String> addresses) {
    if (addresses.isEmpty()) {
      return;
    }
    var begun = clock.instant();
    // Threads of their own: one that can't be stopped holds up nobody else.
    var workers = Executors.newFixedThreadPool(AT_ONCE, Thread.ofPlatform().daemon().factory());
    try {
      var tasks = new ArrayList<java.util.concurrent.Callable<@Nullable Void>>();
      addresses.forEach(address ->
          tasks.add(() -> {
            ask(address);
            return null;
          }));
      var _ = workers.invokeAll(tasks, FeedReader.PATIENCE.toSeconds() + 2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      workers.shutdownNow();
    }
    // Whoever wasn't done in time is as one who didn't answer.
    addresses.stream()
        .filter(address -> {
          var last = attempts.get(address);
          return last == null || last.at.isBefore(begun);
        })
        .forEach(address -> told(address, FeedReader.SILENT));
  }

  private void ask(String address) {
    try {
      told(address, reader.read(address));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says a trouble when it is new, and its end. */
  private void told(String address, @Nullable String trouble) {
    var now = clock.instant();
    var before = attempts.get(address);
    var wasTroubled = before != null && before.trouble != null;
    var same = wasTroubled && trouble != null;
    var since = before != null && same ? before.since : seconds(now);
    attempts.put(address, new Attempt(now, trouble, since));
    outcomes.accept(trouble == null ? "calendar-fetched" : "calendar-unreadable");
    var host = URI.create(address).getHost();
    if (trouble != null && !same) {
      LOG.atWarn()
          .addKeyValue("host", host)
          .addKeyValue("reason", trouble)
          .log("calendar can't be read; what was read last stays in force");
    } else if (trouble == null && wasTroubled) {
      LOG.atInfo().addKeyValue("host", host).log("calendar can be read again");
    }
  }
}
