package dev.watchbill.testkit.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/** A push server as ntfy is one: it counts the pages it gets, and takes a while for each. */
public final class PagerStandIn implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final Pattern name;
  private final Duration takes;
  private final Map<Page, List<Long>> arrivals = new ConcurrentHashMap<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  /**
   * What a page is about, and whose it is.
   *
   * @param alert its name, as the pattern finds it in the message
   */
  public record Page(String topic, String alert) {}

  private PagerStandIn(HttpServer server, Pattern name, Duration takes) {
    this.server = server;
    this.name = name;
    this.takes = takes;
  }

  /**
   * Listens on a free port.
   *
   * @param name finds the alert's name in a message
   * @param takes how long an answer takes
   */
  public static PagerStandIn start(Pattern name, Duration takes) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
    var pager = new PagerStandIn(server, name, takes);
    server.createContext("/", pager::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return pager;
  }

  /** What a notifier is told, to reach it. */
  public Map<String, String> variables() {
    return Map.of("WATCHBILL_NTFY_URL", "http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** When each page came, in nanoseconds of this JVM's clock: twice for one that was repeated. */
  public Map<Page, List<Long>> arrivals() {
    return arrivals;
  }

  /** What ntfy would have refused. */
  public List<String> complaints() {
    return List.copyOf(complaints);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange call) throws IOException {
    try (call) {
      var at = System.nanoTime();
      var body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var refused = take(call.getRequestMethod(), JSON.readTree(body), at);
      Thread.sleep(takes);
      var text =
          refused.isEmpty()
              ? "{\"id\":\"m%d\",\"event\":\"message\"}".formatted(at)
              : "{\"code\":40000,\"error\":\"refused\"}";
      var bytes = text.getBytes(StandardCharsets.UTF_8);
      call.getResponseHeaders().add("Content-Type", "application/json");
      call.sendResponseHeaders(refused.isEmpty() ? 200 : 400, bytes.length);
      call.getResponseBody().write(bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<String> take(String method, JsonNode message, long at) {
    var refused = new ArrayList<String>();
    var found =
        name.matcher(message.path("title").asText() + "\n" + message.path("message").asText());
    if (!method.equals("POST") || message.path("topic").asText().isEmpty()) {
      refused.add("Expected a message POSTed to a topic, but got " + method + " " + message);
    } else if (!found.find()) {
      refused.add("Expected a page about one of the alerts, but got " + message);
    } else {
      arrivals
          .computeIfAbsent(
              new Page(message.path("topic").asText(), found.group()),
              page -> new CopyOnWriteArrayList<>())
          .add(at);
    }
    complaints.addAll(refused);
    return refused;
  }
}
