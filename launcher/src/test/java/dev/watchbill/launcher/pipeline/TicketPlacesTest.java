package dev.watchbill.launcher.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tickets of open incidents while somebody changes where tickets go: first the roster, then the
 * tracker's token is taken away.
 */
@Tag("slow")
class TicketPlacesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ISSUES = "/api/v4/projects/acme%2Fshop/issues";
  private static final String PLACE = ", ticket: {gitlab: {project: acme/shop}}";
  private static final String ROSTER =
      """
      organization: {name: Test, timezone: UTC, fallback: {policy: pages}}
      people:
        ann: {name: Ann, timezone: UTC, notify: {high: [inbox]}}
      services:
        checkout: {tier: 1, policy: pages%s}
      policies:
        pages:
          critical:
            urgency: high
            ticket: true
            steps:
              - {notify: ["person:ann"], patience: 12h}
      integrations:
        prometheus: {type: alertmanager, key: "${env:TEST_KEY}"}
      """;

  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final AtomicInteger made = new AtomicInteger();

  @TempDir Path folder;

  @Test
  void areFinishedWhereTheyAreOrSaidToBeLeftOnce() throws Exception {
    var gitlab = gitlab();
    var address = "http://127.0.0.1:" + gitlab.getAddress().getPort();
    var token = Map.of("WATCHBILL_GITLAB_URL", address, "WATCHBILL_GITLAB_TOKEN", "t0ken");
    try {
      try (var watchbill = Installation.start(folder, ROSTER.formatted(PLACE), token)) {
        assertThat(fire(watchbill, "Down")).isEqualTo(202);
        awaitTicket(watchbill, "checkout-1", "acme/shop#1");
        assertThat(fire(watchbill, "Slow")).isEqualTo(202);
        awaitTicket(watchbill, "checkout-2", "acme/shop#2");
      }
      try (var watchbill = Installation.start(folder, ROSTER.formatted(""), token)) {
        assertThat(watchbill.act("checkout-1", "resolve", "{}").statusCode()).isBetween(200, 202);
        await()
            .atMost(PATIENCE)
            .until(() -> calls.contains("PUT " + ISSUES + "/1 {\"state_event\":\"close\"}"));
      }
      calls.clear();
      for (var start : List.of("first", "second")) {
        try (var watchbill = Installation.start(folder, ROSTER.formatted(""), Map.of())) {
          await().atMost(PATIENCE).until(() -> !left(watchbill).isEmpty());
          assertThat(watchbill.act("checkout-2", "note", "{\"text\": \"x\"}").statusCode())
              .as(start)
              .isBetween(200, 202);
        }
      }
      try (var watchbill = Installation.start(folder, ROSTER.formatted(""), Map.of())) {
        assertThat(left(watchbill))
            .containsExactly(
                "checkout-2 acme/shop#2 stays as it is: gitlab is not configured any more");
      }
      assertThat(calls).isEmpty();
      assertThat(made).hasValue(2);
    } finally {
      gitlab.stop(0);
    }
  }

  private static int fire(Installation watchbill, String name) throws Exception {
    return watchbill
        .send(
            "/integrations/prometheus/alertmanager",
            Messages.alertmanager("firing", "checkout", name))
        .statusCode();
  }

  private static void awaitTicket(Installation watchbill, String incident, String ticket) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() ->
            watchbill.get("/api/v1/incidents/" + incident).path("ticket").asText().equals(ticket));
  }

  /** Each incident whose ticket is said to be left, as often as it is said. */
  private static List<String> left(Installation watchbill) throws IOException {
    var endpoints = watchbill.up().endpoints();
    return new ConfluentReader(endpoints.kafka(), endpoints.registry())
        .read("watchbill.receipts").stream()
            .filter(receipt -> receipt.get("id").toString().contains("/left/"))
            .map(receipt -> receipt.get("incident") + " " + receipt.get("reason"))
            .toList();
  }

  private HttpServer gitlab() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return server;
  }

  private void answer(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var call = exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath();
    calls.add(call + " " + body);
    var answer =
        call.equals("POST " + ISSUES)
            ? "{\"iid\":%d}".formatted(made.incrementAndGet())
            : call.equals("GET " + ISSUES) ? "[]" : "{\"id\":1}";
    var bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
