package dev.watchbill.notifier.slack;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import dev.watchbill.testkit.slack.SlackForm;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Slack's Web API on a free port; answers ok unless told otherwise. */
final class SlackStandIn implements AutoCloseable {
  static final String POST = "/api/chat.postMessage";
  static final String UPDATE = "/api/chat.update";
  static final String OPEN = "/api/views.open";
  static final String PUBLISH = "/api/views.publish";
  static final String SAY = "/actions/1";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final WireMockServer server =
      new WireMockServer(WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());

  SlackStandIn() {
    server.start();
    answer(POST, 200, "{\"ok\":true,\"channel\":\"C0ROOM\",\"ts\":\"1700000000.000100\"}");
    answer(UPDATE, 200, "{\"ok\":true,\"channel\":\"C0ROOM\",\"ts\":\"1700000000.000100\"}");
    answer(OPEN, 200, "{\"ok\":true,\"view\":{\"id\":\"V1\"}}");
    answer(PUBLISH, 200, "{\"ok\":true,\"view\":{\"id\":\"V1\"}}");
    answer(SAY, 200, "ok");
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.port() + "/api/");
  }

  String responseUrl() {
    return "http://127.0.0.1:" + server.port() + SAY;
  }

  Slack client() {
    return client(10_000);
  }

  /** A client that waits for no answer longer than that. */
  Slack client(int patienceMillis) {
    var config = new SlackConfig();
    config.setMethodsEndpointUrlPrefix(url().toString());
    config.setHttpClientCallTimeoutMillis(patienceMillis);
    config.setStatsEnabled(false);
    return SlackWorkspace.client(config);
  }

  SlackSettings settings() {
    return new SlackSettings(
        url(), Optional.of("xoxb-test"), Optional.of("secret"), Optional.of("xapp-test"));
  }

  WireMockServer server() {
    return server;
  }

  SlackStandIn answer(String path, int status, String body) {
    server.stubFor(
        post(urlEqualTo(path))
            .willReturn(
                aResponse()
                    .withStatus(status)
                    .withHeader("Content-Type", "application/json")
                    .withBody(body)));
    return this;
  }

  SlackStandIn refuse(String path, String error) {
    return answer(path, 200, "{\"ok\":false,\"error\":\"" + error + "\"}");
  }

  SlackStandIn limit(String path, String retryAfter) {
    server.stubFor(
        post(urlEqualTo(path))
            .willReturn(
                aResponse()
                    .withStatus(429)
                    .withHeader("Retry-After", retryAfter)
                    .withBody("{\"ok\":false,\"error\":\"ratelimited\"}")));
    return this;
  }

  SlackStandIn hang(String path) {
    server.stubFor(
        post(urlEqualTo(path)).willReturn(aResponse().withFixedDelay(60_000).withBody("{}")));
    return this;
  }

  /** Takes a request and drops the connection instead of answering. */
  SlackStandIn drop(String path) {
    server.stubFor(
        post(urlEqualTo(path)).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
    return this;
  }

  int calls() {
    return server.findAll(postRequestedFor(anyUrl())).size();
  }

  /** Bodies sent to a path, oldest first; form fields as JSON, blocks parsed. */
  List<JsonNode> sent(String path) {
    return server.findAll(postRequestedFor(urlEqualTo(path))).stream()
        .map(request -> SlackForm.parse(request.getBodyAsString()))
        .toList();
  }

  /** What was said to a person who pressed a button. */
  List<JsonNode> said() {
    return server.findAll(postRequestedFor(urlEqualTo(SAY))).stream()
        .map(request -> tree(request.getBodyAsString()))
        .toList();
  }

  @Override
  public void close() {
    server.stop();
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
