package dev.watchbill.launcher.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.watchbill.testkit.slack.SlackContract;
import dev.watchbill.testkit.slack.SlackForm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A Slack workspace on a free port: it keeps the messages that are posted, lets them be changed,
 * and judges each request as Slack would.
 */
final class SlackStandIn implements AutoCloseable {
  static final String TOKEN = "xoxb-of-the-test";
  static final String SIGNING_SECRET = "signing-secret-of-the-test";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final List<Message> messages = new CopyOnWriteArrayList<>();
  private final List<String> said = new CopyOnWriteArrayList<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final AtomicInteger clock = new AtomicInteger();

  /**
   * A message in the workspace.
   *
   * @param to as it was posted: a user's id or a channel's name
   * @param channel the id Slack gave the place
   * @param versions what it said, oldest first
   */
  record Message(String to, String channel, String ts, List<JsonNode> versions) {
    JsonNode latest() {
      return versions.getLast();
    }

    /** Everything a reader sees, buttons included. */
    String shown() {
      return latest().toString();
    }
  }

  private SlackStandIn(HttpServer server) {
    this.server = server;
  }

  static SlackStandIn start() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var workspace = new SlackStandIn(server);
    server.createContext(
        "/api/chat.postMessage", call -> workspace.answer(call, workspace::posted));
    server.createContext("/api/chat.update", call -> workspace.answer(call, workspace::changed));
    server.createContext("/actions/", call -> workspace.answer(call, workspace::heard));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return workspace;
  }

  /** What connects Watchbill to this workspace. */
  Map<String, String> variables() {
    return Map.of(
        "WATCHBILL_SLACK_URL", base() + "/api/",
        "WATCHBILL_SLACK_TOKEN", TOKEN,
        "WATCHBILL_SLACK_SIGNING_SECRET", SIGNING_SECRET);
  }

  String base() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Messages to a user or channel that show this text, oldest first. */
  List<Message> messages(String to, String text) {
    return messages.stream()
        .filter(message -> message.to().equals(to) && message.shown().contains(text))
        .toList();
  }

  List<Message> messages() {
    return List.copyOf(messages);
  }

  /** What was said only to whoever pressed a button. */
  List<String> said() {
    return List.copyOf(said);
  }

  /** What Slack would have refused. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  @FunctionalInterface
  private interface Answer {
    String to(String body);
  }

  private void answer(HttpExchange call, Answer answer) throws IOException {
    try (call) {
      var body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var isApi = call.getRequestURI().getPath().startsWith("/api/");
      var token = String.valueOf(call.getRequestHeaders().getFirst("Authorization"));
      var text =
          isApi && !token.equals("Bearer " + TOKEN) ? refusal("invalid_auth") : answer.to(body);
      var bytes = text.getBytes(StandardCharsets.UTF_8);
      call.getResponseHeaders().add("Content-Type", "application/json");
      call.sendResponseHeaders(200, bytes.length);
      call.getResponseBody().write(bytes);
    }
  }

  private String posted(String body) {
    var request = SlackForm.parse(body);
    return judged(() -> SlackContract.checkPost(request))
        .orElseGet(() -> {
          var to = request.path("channel").asText();
          var channel = (to.startsWith("U") ? "D" : "C") + Integer.toHexString(to.hashCode());
          var ts = "1700000000.%06d".formatted(clock.incrementAndGet());
          messages.add(new Message(to, channel, ts, new CopyOnWriteArrayList<>(List.of(request))));
          return accepted(channel, ts);
        });
  }

  private String changed(String body) {
    var request = SlackForm.parse(body);
    var ts = request.path("ts").asText();
    return judged(() -> SlackContract.checkUpdate(request))
        .or(() ->
            messages.stream()
                .filter(message -> message.ts().equals(ts))
                .filter(message -> message.channel().equals(request.path("channel").asText()))
                .findFirst()
                .map(message -> {
                  message.versions().add(request);
                  return accepted(message.channel(), ts);
                }))
        .orElseGet(() -> refusal("message_not_found"));
  }

  private String heard(String body) {
    try {
      said.add(JSON.readTree(body).path("text").asText());
    } catch (IOException e) {
      complaints.add("not JSON: " + body);
    }
    return "ok";
  }

  /** The refusal, where a request breaks Slack's rules. */
  private Optional<String> judged(Runnable judgement) {
    try {
      judgement.run();
      return Optional.empty();
    } catch (AssertionError e) {
      complaints.add(String.valueOf(e.getMessage()));
      return Optional.of(refusal("invalid_blocks"));
    }
  }

  private static String accepted(String channel, String ts) {
    return JSON.createObjectNode().put("ok", true).put("channel", channel).put("ts", ts).toString();
  }

  private static String refusal(String error) {
    return JSON.createObjectNode().put("ok", false).put("error", error).toString();
  }

  /** Buttons of a message, by what they ask for. */
  static List<String> buttons(Message message) {
    var buttons = new ArrayList<String>();
    for (var block : message.latest().path("blocks")) {
      for (var element : block.path("elements")) {
        if (element.path("type").asText().equals("button")) {
          buttons.add(element.path("action_id").asText());
        }
      }
    }
    return buttons;
  }
}
