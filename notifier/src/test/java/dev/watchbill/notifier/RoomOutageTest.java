package dev.watchbill.notifier;

import static dev.watchbill.notifier.delivery.Samples.anAssignment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.watchbill.notifier.delivery.NotifierMetrics;
import dev.watchbill.notifier.delivery.ReceiptBook;
import dev.watchbill.notifier.delivery.RetryLadder;
import dev.watchbill.notifier.delivery.RoomDesk;
import dev.watchbill.notifier.web.JsonText;
import dev.watchbill.schemas.AssignedPerson;
import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.ChatChannel;
import dev.watchbill.testkit.slack.SlackForm;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Slack and GitLab hang, then answer 500, then are back, where Slack takes no more than its post a
 * second in each channel. Their rooms and tickets show what is in the end; others never notice.
 */
class RoomOutageTest {
  private static final RetryLadder LADDER =
      new RetryLadder(
          List.of(Duration.ofMillis(50), Duration.ofMillis(200), Duration.ofMillis(500)),
          Duration.ofMillis(400),
          Duration.ofHours(1),
          true);

  private enum Mood {
    WELL,
    HANGS,
    FAILS
  }

  private final InstantSource clock = InstantSource.system();
  private final HttpServer server;
  private final EveryProvider providers;
  private final ReceiptBook receipts = new ReceiptBook();
  private final NotifierMetrics metrics = new NotifierMetrics(new SimpleMeterRegistry());
  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger limited = new AtomicInteger();
  private final Map<String, Instant> taken = new ConcurrentHashMap<>();
  private final Map<String, String> messages = new ConcurrentHashMap<>();
  private final Map<String, Boolean> tickets = new ConcurrentHashMap<>();
  private volatile Mood mood = Mood.WELL;

  RoomOutageTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    providers = new EveryProvider("http://127.0.0.1:" + server.getAddress().getPort(), clock);
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
  }

  @Test
  void showsWhatIsOnceTheProviderIsBack() {
    try (var slack = desk("slack");
        var gitlab = desk("gitlab");
        var webhook = desk("webhook")) {
      var desks = List.of(slack, gitlab, webhook);
      var done = new AtomicInteger();
      take(desks, 1, 4, 1, "open", done);
      await().atMost(Duration.ofSeconds(20)).until(() -> done.get() == 12);

      mood = Mood.HANGS;
      take(desks, 1, 2, 2, "acknowledged", done);
      take(desks, 5, 8, 1, "open", done);
      await().atMost(Duration.ofSeconds(20)).until(() -> hooks() == 10);
      await().atMost(Duration.ofSeconds(20)).until(() -> asked.get() >= 8);
      mood = Mood.FAILS;
      take(desks, 1, 6, 3, "resolved", done);
      await().atMost(Duration.ofSeconds(20)).until(() -> hooks() == 16);
      asked.set(0);
      await().atMost(Duration.ofSeconds(20)).until(() -> asked.get() >= 4);
      limited.set(0);
      mood = Mood.WELL;

      await().atMost(Duration.ofSeconds(40)).until(() -> done.get() == 48);
      assertThat(messages).hasSize(8);
      for (var n = 1; n <= 8; n++) {
        var isOver = n <= 6;
        var shown = messages.getOrDefault("checkout-" + n, "");
        assertThat(shown.contains("RESOLVED")).isEqualTo(isOver);
        assertThat(shown.contains("\"button\"")).isEqualTo(!isOver);
        assertThat(tickets).containsEntry("checkout-" + n, isOver);
      }
      assertThat(limited.get()).as("asked again though limited").isLessThanOrEqualTo(3);
      assertThat(receipts.all())
          .allSatisfy(receipt -> assertThat(receipt.getOutcome()).isEqualTo("accepted"));
    }
  }

  private long hooks() {
    return receipts.all().stream().filter(it -> it.getChannel().equals("webhook")).count();
  }

  private RoomDesk desk(String name) {
    return new RoomDesk(providers.rooms(name), LADDER, receipts, clock, metrics);
  }

  private void take(
      List<RoomDesk> desks, int first, int last, long seq, String state, AtomicInteger done) {
    for (var n = first; n <= last; n++) {
      for (var desk : desks) {
        var _ = desk.take(assignment("checkout-" + n, seq, state), done::incrementAndGet);
      }
    }
  }

  private Assignment assignment(String incident, long seq, String state) {
    return anAssignment(incident, seq)
        .setAt(clock.instant())
        .setState(state)
        .setTicket(true)
        .setPeople(List.of(AssignedPerson.newBuilder().setPerson("asha").build()))
        .setChannels(
            List.of(
                new ChatChannel("slack", EveryProvider.room("slack")),
                new ChatChannel("webhook", EveryProvider.room("webhook"))))
        .build();
  }

  private void answer(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var path = exchange.getRequestURI().getPath();
    if (path.equals("/hook")) {
      answer(exchange, 200, "");
      return;
    }
    asked.incrementAndGet();
    switch (mood) {
      case WELL -> {
        if (path.contains("/chat.")) {
          chat(exchange, path, body);
        } else {
          answer(exchange, 201, ticket(exchange.getRequestMethod(), path, body));
        }
      }
      case HANGS -> {
        try {
          over.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        exchange.close();
      }
      case FAILS -> answer(exchange, 500, "");
    }
  }

  /** A post a second, and a change a second. */
  private void chat(HttpExchange exchange, String path, String body) throws IOException {
    var now = clock.instant();
    var first =
        taken.compute(
            path, (_, last) -> last != null && last.plusMillis(900).isAfter(now) ? last : now);
    if (!first.equals(now)) {
      limited.incrementAndGet();
      exchange.getResponseHeaders().add("Retry-After", "1");
      answer(exchange, 429, "{\"ok\":false,\"error\":\"ratelimited\"}");
      return;
    }
    var message = SlackForm.parse(body);
    var incident = message.path("blocks").toString().replaceAll("(?s).*(checkout-\\d+).*", "$1");
    var there = message.path("ts").asText("");
    messages.put(
        there.isEmpty() ? incident : there.replace("1.", "checkout-"),
        message.path("blocks").toString());
    answer(
        exchange,
        200,
        "{\"ok\":true,\"channel\":\"C0\",\"ts\":\"%s\"}"
            .formatted(there.isEmpty() ? incident.replace("checkout-", "1.") : there));
  }

  private String ticket(String method, String path, String body) {
    var json = JsonText.read(body);
    if (method.equals("POST") && path.endsWith("/issues")) {
      var incident = json.path("title").asText().replaceAll(".*\\[(.*)]", "$1");
      tickets.put(incident, false);
      return "{\"iid\":%s}".formatted(incident.replace("checkout-", ""));
    }
    if (method.equals("PUT") && json.path("state_event").asText().equals("close")) {
      tickets.put("checkout-" + path.substring(path.lastIndexOf('/') + 1), true);
    }
    return method.equals("GET") ? "[]" : "{}";
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }
}
