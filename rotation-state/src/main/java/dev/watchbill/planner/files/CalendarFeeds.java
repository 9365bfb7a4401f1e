package dev.watchbill.planner.files;

import dev.watchbill.roster.Feeds;
import dev.watchbill.roster.yaml.KeptFeeds;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.schemas.config.Outside;
import dev.watchbill.schemas.config.Secrets;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final int LARGEST = 5 << 20;
  private static final int AT_ONCE = 8;

  private final KeptFeeds kept;
  private final Outside outside;
  private final InstantSource clock;
  private final Consumer<String> outcomes;
  private final Duration every;
  private final HttpClient http;
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
    this.outside = Outside.of(environment, ALLOW);
    this.clock = clock;
    this.outcomes = outcomes;
    this.every = every;
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
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
    http.shutdownNow();
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
      var _ = workers.invokeAll(tasks, PATIENCE.toSeconds() + 2, TimeUnit.SECONDS);
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
        .forEach(address -> told(address, "no answer within %d s".formatted(PATIENCE.toSeconds())));
  }

  private void ask(String address) {
    String trouble;
    try {
      trouble = read(address);
    } catch (HttpTimeoutException e) {
      trouble = "no answer within %d s".formatted(PATIENCE.toSeconds());
    } catch (IOException e) {
      // Its message may repeat the address.
      trouble = "it can't be reached (%s)".formatted(e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    } catch (RuntimeException e) {
      trouble = "it can't be asked (%s)".formatted(e.getClass().getSimpleName());
    }
    told(address, trouble);
  }

  /** Reads and keeps it. @return what is wrong with it; null: nothing */
  private @Nullable String read(String address) throws IOException, InterruptedException {
    var uri = URI.create(address);
    var objection = outside.objection(uri);
    if (objection.isPresent()) {
      return objection.get();
    }
    var request =
        HttpRequest.newBuilder(uri)
            .timeout(PATIENCE)
            .header("Accept", "text/calendar, */*;q=0.1")
            .GET()
            .build();
    var answer = http.send(request, BodyHandlers.ofInputStream());
    try (var body = answer.body()) {
      if (answer.statusCode() != 200) {
        return wrong(answer);
      }
      var bytes = body.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        return "it is larger than %d MiB".formatted(LARGEST >> 20);
      }
      return keep(address, bytes);
    }
  }

  private static String wrong(HttpResponse<?> answer) {
    var status = answer.statusCode();
    return status / 100 == 3
        ? "it answers %d, and redirects aren't followed".formatted(status)
        : "it answers " + status;
  }

  private @Nullable String keep(String address, byte[] bytes) throws IOException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return "it isn't UTF-8";
    }
    var objection = KeptFeeds.objection(text);
    if (objection != null) {
      return "it is " + objection;
    }
    var meaning = meaningful(text);
    var same =
        kept.text(address).map(CalendarFeeds::meaningful).filter(meaning::equals).isPresent();
    if (!same || !kept.readAgain(address, clock.instant())) {
      kept.keep(address, text, clock.instant());
    }
    return null;
  }

  /** Many servers stamp each answer with its time. */
  private static String meaningful(String text) {
    return text.replaceAll("(?m)^(DTSTAMP|LAST-MODIFIED|CREATED)[^\\n]*\\n", "");
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
