package dev.watchbill.launcher.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import dev.watchbill.testkit.slack.SlackForm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Slack's channels and GitLab's issues in one: what each shows of which incident. Slack takes so
 * many posts and so many changes a second, and answers 429 to all others.
 */
final class StumblingRooms {
  private static final Duration APART = Duration.ofMillis(250);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final InstantSource clock = InstantSource.system();
  private final Function<String, String> name;
  private final Map<String, Instant> taken = new ConcurrentHashMap<>();
  private final Map<String, String> incidents = new ConcurrentHashMap<>();
  private final Map<String, String> messages = new ConcurrentHashMap<>();
  private final Map<String, Boolean> tickets = new ConcurrentHashMap<>();
  private final AtomicInteger numbers = new AtomicInteger();
  private final AtomicInteger limited = new AtomicInteger();

  /**
   * @param name of the incident that a text is about
   */
  StumblingRooms(Function<String, String> name) {
    this.name = name;
  }

  /** Blocks of the last version of an incident's message. */
  String message(String incident) {
    return messages.getOrDefault(incident, "");
  }

  /** Whether an incident's ticket is closed; none: it isn't. */
  boolean isClosed(String incident) {
    return tickets.getOrDefault(incident, false);
  }

  /** How often somebody had to be told to slow down. */
  AtomicInteger limited() {
    return limited;
  }

  void answer(HttpExchange exchange, String body) throws IOException {
    var path = exchange.getRequestURI().getPath();
    if (!path.startsWith("/api/v4/")) {
      chat(exchange, path, body);
      return;
    }
    var issue = body.isEmpty() ? JSON.createObjectNode() : JSON.readTree(body);
    answer(exchange, 201, ticket(exchange.getRequestMethod(), path, issue));
  }

  private void chat(HttpExchange exchange, String path, String body) throws IOException {
    var message = SlackForm.parse(body);
    if (!path.contains("/chat.") || message.has("thread_ts")) {
      answer(exchange, 200, "{\"ok\":true,\"channel\":\"C0\",\"ts\":\"2.1\",\"messages\":[]}");
      return;
    }
    var now = clock.instant();
    var last = taken.merge(path, now, (old, _) -> old.plus(APART).isAfter(now) ? old : now);
    if (!last.equals(now)) {
      limited.incrementAndGet();
      exchange.getResponseHeaders().add("Retry-After", "1");
      answer(exchange, 429, "{\"ok\":false,\"error\":\"ratelimited\"}");
      return;
    }
    answer(
        exchange, 200, "{\"ok\":true,\"channel\":\"C0\",\"ts\":\"%s\"}".formatted(show(message)));
  }

  private String show(JsonNode message) {
    var blocks = message.path("blocks").toString();
    var there = message.path("ts").asText("");
    var ts = there.isEmpty() ? "1." + numbers.incrementAndGet() : there;
    var incident = incidents.computeIfAbsent(ts, each -> name.apply(blocks));
    messages.put(incident, blocks);
    return ts;
  }

  private String ticket(String method, String path, JsonNode issue) {
    if (method.equals("POST") && path.endsWith("/issues")) {
      var number = Integer.toString(numbers.incrementAndGet());
      var incident = name.apply(issue.path("title").asText());
      incidents.put(number, incident);
      tickets.put(incident, false);
      return "{\"iid\":%s}".formatted(number);
    }
    if (method.equals("PUT") && issue.path("state_event").asText().equals("close")) {
      tickets.put(incidents.getOrDefault(path.substring(path.lastIndexOf('/') + 1), ""), true);
    }
    return method.equals("GET") && path.contains("/issues") ? "[]" : "{}";
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
