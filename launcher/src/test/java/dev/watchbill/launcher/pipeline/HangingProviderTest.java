package dev.watchbill.launcher.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A push provider, Slack and GitLab hang, then answer 500, then are back; hours are shortened to
 * some seconds, or to {@code -Dhanging.seconds}. Everybody else is reached as if nothing was, the
 * escalation goes on, nobody gets old news, and channels and tickets show what is in the end.
 */
@Tag("slow")
class HangingProviderTest {
  private static final Duration EACH =
      Duration.ofSeconds(Integer.getInteger("hanging.seconds", 20));

  /** How long all is well before and after, at most. */
  private static final Duration WELL =
      EACH.compareTo(Duration.ofMinutes(10)) < 0 ? EACH : Duration.ofMinutes(10);

  /** As many alerts however long it is. */
  private static final Duration BETWEEN = Duration.ofMillis(Math.max(1_000, EACH.toMillis() / 120));

  /** A page is sent until half a minute after it was made, and an attempt takes ten seconds. */
  private static final Duration NEWS = Duration.ofSeconds(45);

  private static final Pattern NAME = Pattern.compile("Alarm(\\d+)x");
  private static final String BOB = "+491700000002";
  private static final String CAROL = "+491700000003";
  private static final String ROSTER =
      """
      organization:
        name: Test
        timezone: UTC
        fallback: {policy: pages}
        limits: {storm-threshold: 100000, max-pages-per-minute: 10000, receipt-patience: 5s}
      people:
        ann: {timezone: UTC, contacts: {push: ann-pager}, notify: {high: [push]}}
        bob: {timezone: UTC, contacts: {phone: "%s"}, notify: {high: [sms]}}
        carol: {timezone: UTC, contacts: {phone: "%s"}, notify: {high: [sms]}}
      services:
        checkout:
          tier: 1
          policy: pages
          chat: {slack: "#payments"}
          ticket: {gitlab: {project: acme/shop}}
      policies:
        pages:
          critical:
            urgency: high
            ticket: true
            steps:
              - {notify: ["person:ann", "person:bob", "channel:service"], patience: 3s}
              - {notify: ["person:carol"], patience: 12h}
      integrations:
        prometheus: {type: alertmanager, key: "${env:TEST_KEY}"}
      """
          .formatted(BOB, CAROL);

  private enum Mood {
    WELL,
    HANGS,
    FAILS
  }

  private final AtomicInteger numbers = new AtomicInteger();
  private final InstantSource clock = InstantSource.system();
  private final Map<String, Instant> posted = new ConcurrentHashMap<>();
  private final Map<String, Instant> bob = new ConcurrentHashMap<>();
  private final Map<String, Instant> carol = new ConcurrentHashMap<>();
  private final Map<String, List<Instant>> ann = new ConcurrentHashMap<>();
  private final StumblingRooms rooms =
      new StumblingRooms(
          text -> NAME.matcher(text).results().map(MatchResult::group).findFirst().orElse(""));
  private volatile Mood mood = Mood.WELL;

  @TempDir Path folder;

  @Test
  void holdsUpNobodyElse() throws Exception {
    var push = server(this::push);
    var phone = server(this::sms);
    var places = server(this::rooms);
    var environment =
        Map.of(
            "WATCHBILL_NTFY_URL", address(push),
            "WATCHBILL_SLACK_URL", address(places) + "/api/",
            "WATCHBILL_SLACK_TOKEN", "xoxb-test",
            "WATCHBILL_GITLAB_URL", address(places),
            "WATCHBILL_GITLAB_TOKEN", "t0ken",
            "WATCHBILL_TWILIO_URL", address(phone),
            "WATCHBILL_TWILIO_ACCOUNT", "AC1",
            "WATCHBILL_TWILIO_TOKEN", "t0ken",
            "WATCHBILL_TWILIO_FROM", "+491700000000");
    try (var watchbill = Installation.start(folder, ROSTER, environment)) {
      fire(watchbill, WELL.dividedBy(2));
      posted.clear();
      var well = fire(watchbill, WELL);
      mood = Mood.HANGS;
      var hanging = fire(watchbill, EACH);
      mood = Mood.FAILS;
      for (var name : well) {
        assertThat(send(watchbill, "resolved", name)).isEqualTo(202);
      }
      var failing = fire(watchbill, EACH);
      rooms.limited().set(0);
      mood = Mood.WELL;
      var back = clock.instant();
      fire(watchbill, WELL.dividedBy(2));

      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> assertThat(carol.keySet()).containsAll(posted.keySet()));
      assertThat(bob.keySet()).containsAll(posted.keySet());
      await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(() -> assertThat(withoutReceipt(watchbill)).isEmpty());
      await()
          .atMost(Duration.ofMinutes(5))
          .untilAsserted(() -> assertThat(showWhatIsNot(well)).isEmpty());
      assertThat(rooms.limited().get()).as("posts and changes beyond the limit").isLessThan(10);
      ann.forEach((name, times) -> {
        var late = times.stream().filter(at -> at.isAfter(back)).toList();
        assertThat(late).as("pushes of %s once it is back", name).hasSizeLessThanOrEqualTo(1);
        var made = posted.get(name);
        if (!late.isEmpty() && made != null) {
          assertThat(Duration.between(made, late.getFirst())).as(name).isLessThan(NEWS);
        }
      });
      System.out.printf(
          "MEASURED a provider that hangs for %d s, then answers 500 for %d s: from alert to the"
              + " other channel's request %s; hanging %s; failing %s; all %d incidents escalated,"
              + " no push older than %d s once it was back%n",
          EACH.toSeconds(),
          EACH.toSeconds(),
          latency(well),
          latency(hanging),
          latency(failing),
          posted.size(),
          NEWS.toSeconds());
    } finally {
      push.stop(0);
      phone.stop(0);
      places.stop(0);
    }
  }

  private List<String> fire(Installation watchbill, Duration length) throws Exception {
    var names = new ArrayList<String>();
    var end = clock.instant().plus(length);
    for (var next = clock.instant(); next.isBefore(end); next = next.plus(BETWEEN)) {
      var name = "Alarm%dx".formatted(numbers.incrementAndGet());
      names.add(name);
      posted.put(name, clock.instant());
      assertThat(send(watchbill, "firing", name)).isEqualTo(202);
      TimeUnit.MILLISECONDS.sleep(
          Math.max(0, Duration.between(clock.instant(), next.plus(BETWEEN)).toMillis()));
    }
    return names;
  }

  /** Again where no answer came, or it was asked to come again, as a sender does. */
  private static int send(Installation watchbill, String status, String name) throws Exception {
    var body = Messages.alertmanager(status, "checkout", name);
    for (var left = 10; ; left--) {
      try {
        var answer = watchbill.send("/integrations/prometheus/alertmanager", body).statusCode();
        if (answer != 503 || left == 0) {
          return answer;
        }
      } catch (HttpTimeoutException e) {
        if (left == 0) {
          throw e;
        }
      }
      TimeUnit.SECONDS.sleep(1);
    }
  }

  private String latency(List<String> names) {
    var sorted = new ArrayList<Long>();
    for (var name : names) {
      var from = posted.get(name);
      var to = bob.get(name);
      if (from != null && to != null) {
        sorted.add(Duration.between(from, to).toMillis());
      }
    }
    sorted.sort(Comparator.naturalOrder());
    return "p50 %d ms, p95 %d ms"
        .formatted(sorted.get(sorted.size() / 2), sorted.get(sorted.size() * 95 / 100));
  }

  /** Incidents whose push has no end result. */
  private static List<String> withoutReceipt(Installation watchbill) throws Exception {
    var without = new ArrayList<String>();
    var open = watchbill.get("/api/v1/incidents?service=checkout&limit=500").path("items");
    for (var incident : open) {
      var id = incident.path("id").asText();
      var timeline = watchbill.get("/api/v1/incidents/" + id).path("timeline");
      var settled =
          StreamSupport.stream(timeline.spliterator(), false)
              .anyMatch(event ->
                  event.path("type").asText().equals("receipt")
                      && event.path("channel").asText().equals("push"));
      if (!settled) {
        without.add(id);
      }
    }
    return without;
  }

  /** Incidents whose message or ticket says something else than is so. */
  private List<String> showWhatIsNot(List<String> over) {
    return posted.keySet().stream()
        .filter(name -> {
          var message = rooms.message(name);
          var isOver = over.contains(name);
          return message.isEmpty()
              || message.contains("RESOLVED") != isOver
              || message.contains("\"button\"") == isOver
              || rooms.isClosed(name) != isOver;
        })
        .toList();
  }

  private void push(HttpExchange exchange) throws IOException {
    stumbling(
        exchange,
        body -> {
          name(
              body,
              (name, at) ->
                  ann.computeIfAbsent(name, each -> new CopyOnWriteArrayList<>()).add(at));
          answer(exchange, 200, "{\"id\":\"1\"}");
        });
  }

  private void rooms(HttpExchange exchange) throws IOException {
    stumbling(exchange, body -> rooms.answer(exchange, body));
  }

  /** What is done with a request when all is well. */
  @FunctionalInterface
  private interface Well {
    void take(String body) throws IOException;
  }

  private void stumbling(HttpExchange exchange, Well well) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    switch (mood) {
      case WELL -> well.take(body);
      case HANGS -> {
        try {
          TimeUnit.MINUTES.sleep(1);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        exchange.close();
      }
      case FAILS -> answer(exchange, 500, "");
    }
  }

  private void sms(HttpExchange exchange) throws IOException {
    var form =
        URLDecoder.decode(
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
            StandardCharsets.UTF_8);
    var whose = form.contains("To=" + BOB) ? bob : carol;
    name(form, whose::putIfAbsent);
    answer(exchange, 201, "{\"sid\":\"SM1\"}");
  }

  @FunctionalInterface
  private interface Named {
    void take(String name, Instant at);
  }

  private void name(String text, Named named) {
    var found = NAME.matcher(text);
    if (found.find()) {
      named.take(found.group(), clock.instant());
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  private static HttpServer server(HttpHandler handler) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.createContext("/", handler);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return server;
  }

  private static String address(HttpServer server) {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }
}
