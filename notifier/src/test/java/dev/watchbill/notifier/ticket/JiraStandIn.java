package dev.watchbill.notifier.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SpecificationVersion;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.watchbill.notifier.web.JsonText;
import dev.watchbill.notifier.web.SharedContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * A Jira that keeps issues in memory, and takes only what its vendor's document allows, where that
 * is beside the repository.
 */
final class JiraStandIn implements AutoCloseable {
  private static final String TRANSITIONS =
      """
      {"transitions":[
        {"id":"11","name":"Start","to":{"name":"In Progress","statusCategory":{"key":"indeterminate"}}},
        {"id":"31","name":"Close","to":{"name":"Done","statusCategory":{"key":"done"}}}]}
      """;

  private final HttpServer server;
  private final Map<String, JsonNode> issues = new LinkedHashMap<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final List<String> comments = new CopyOnWriteArrayList<>();
  private final List<Throwable> objections = new CopyOnWriteArrayList<>();
  private final List<String> refused = new ArrayList<>();
  private int status;
  private boolean dropsAnswers;
  private boolean failsAtTheEnd;
  private String stuckAt = "";

  JiraStandIn() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::serve);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Answers everything with a status; 0: as usual. */
  JiraStandIn answering(int always) {
    status = always;
    return this;
  }

  /** Doesn't know the value of a field. */
  JiraStandIn refusing(String field) {
    refused.add(field);
    return this;
  }

  /** Makes issues, but the answer is lost. */
  JiraStandIn losingAnswers(boolean losing) {
    dropsAnswers = losing;
    return this;
  }

  /** Takes comments, but a transition fails. */
  JiraStandIn failingTransitions(boolean failing) {
    failsAtTheEnd = failing;
    return this;
  }

  /** Its workflow leads nowhere from this status. */
  JiraStandIn stuckAt(String name) {
    stuckAt = name;
    return this;
  }

  synchronized List<JsonNode> issues() {
    return List.copyOf(issues.values());
  }

  List<String> calls() {
    return calls;
  }

  List<String> comments() {
    return comments;
  }

  /** Fails with what a request had that it shouldn't. */
  void judge() {
    objections.forEach(problem -> {
      throw new AssertionError(problem);
    });
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private synchronized void serve(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var path = exchange.getRequestURI().getPath();
    calls.add(exchange.getRequestMethod() + " " + path);
    try {
      assertThat(exchange.getRequestHeaders().getFirst("Authorization")).isNotBlank();
      if (status != 0) {
        answer(exchange, status, "{}");
        return;
      }
      dispatch(exchange, path, JsonText.read(body));
    } catch (AssertionError | RuntimeException e) {
      objections.add(e);
      answer(exchange, 400, "{}");
    }
  }

  private void dispatch(HttpExchange exchange, String path, JsonNode body) throws IOException {
    var rest = path.replaceFirst("/rest/api/[23]/", "");
    switch (exchange.getRequestMethod() + " " + rest.replaceFirst("issue/[A-Z]+-\\d+", "issue/K")) {
      case "GET search/jql", "GET search" -> search(exchange);
      case "POST issue" -> create(exchange, body);
      case "PUT issue/K" -> {
        checked("IssueUpdateDetails", body);
        answer(exchange, 204, "");
      }
      case "POST issue/K/comment" -> {
        checked("Comment", body);
        document(path, body.path("body"));
        comments.add(body.path("body").toString());
        answer(exchange, 201, "{\"id\":\"1\"}");
      }
      case "GET issue/K/transitions" ->
          answer(exchange, 200, stuckAt.isEmpty() ? TRANSITIONS : "{\"transitions\":[]}");
      case "GET issue/K" ->
          answer(
              exchange,
              200,
              """
              {"key":"PAY-1","fields":{"status":{"name":"%s","statusCategory":{"key":"%s"}}}}
              """
                  .formatted(stuckAt, stuckAt.equals("Done") ? "done" : "new"));
      case "POST issue/K/transitions" -> {
        checked("IssueUpdateDetails", body);
        if (failsAtTheEnd) {
          answer(exchange, 500, "{}");
          return;
        }
        calls.add("transition " + body.at("/transition/id").asText());
        answer(exchange, 204, "");
      }
      case "POST issue/K/remotelink" -> {
        checked("RemoteIssueLinkRequest", body);
        answer(exchange, 201, "{}");
      }
      default -> throw new AssertionError("no such call: " + path);
    }
  }

  private void search(HttpExchange exchange) throws IOException {
    var query = URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8);
    var found =
        issues.entrySet().stream()
            .filter(issue ->
                labels(issue.getValue()).stream()
                    .anyMatch(label -> query.contains("labels = \"" + label + "\"")))
            .map(issue -> "{\"key\":\"" + issue.getKey() + "\"}")
            .findFirst();
    answer(exchange, 200, "{\"issues\":[" + found.orElse("") + "]}");
  }

  private static List<String> labels(JsonNode issue) {
    var labels = new ArrayList<String>();
    issue.at("/fields/labels").forEach(label -> labels.add(label.asText()));
    return labels;
  }

  private void create(HttpExchange exchange, JsonNode body) throws IOException {
    checked("IssueUpdateDetails", body);
    var fields = body.path("fields");
    assertThat(fields.at("/project/key").asText()).isNotBlank();
    assertThat(fields.at("/issuetype/name").asText()).isNotBlank();
    assertThat(fields.path("summary").asText()).isNotBlank().hasSizeLessThan(256);
    fields.path("labels").forEach(label -> assertThat(label.asText()).doesNotContain(" "));
    document(exchange.getRequestURI().getPath(), fields.path("description"));
    var unknown = refused.stream().filter(fields::has).findFirst();
    if (unknown.isPresent()) {
      answer(exchange, 400, "{\"errors\":{\"" + unknown.get() + "\":\"no such\"}}");
      return;
    }
    var key = fields.at("/project/key").asText() + "-" + (issues.size() + 1);
    issues.put(key, body);
    if (dropsAnswers) {
      exchange.close();
      return;
    }
    answer(exchange, 201, "{\"id\":\"1\",\"key\":\"" + key + "\",\"self\":\"" + url() + "\"}");
  }

  /** Cloud takes documents, Data Center text. */
  private static void document(String path, JsonNode text) {
    if (path.startsWith("/rest/api/3/")) {
      SharedContract.check("adf.json", SpecificationVersion.DRAFT_4, text);
      assertThat(text.path("type").asText()).isEqualTo("doc");
    } else {
      assertThat(text.isTextual()).isTrue();
    }
  }

  private static void checked(String schema, JsonNode body) {
    SharedContract.text("jira.json")
        .ifPresent(text -> SharedContract.check(SharedContract.component(text, schema), body));
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
