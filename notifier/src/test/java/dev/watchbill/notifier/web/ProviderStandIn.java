package dev.watchbill.notifier.web;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.List;

/** Any provider on a free port, which answers every request alike. */
public final class ProviderStandIn implements AutoCloseable {
  private final WireMockServer server =
      new WireMockServer(WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());

  /** Answers like this, as {@link #answer} has it. */
  public ProviderStandIn(int status, String body, String... headers) {
    server.start();
    answer(status, body, headers);
  }

  public String url() {
    return "http://127.0.0.1:" + server.port();
  }

  public WireMockServer server() {
    return server;
  }

  /**
   * Answers like this from now on.
   *
   * @param headers name, value, name, value …
   */
  public ProviderStandIn answer(int status, String body, String... headers) {
    var response = aResponse().withStatus(status).withBody(body);
    for (var i = 0; i < headers.length; i += 2) {
      response = response.withHeader(headers[i], headers[i + 1]);
    }
    server.stubFor(any(anyUrl()).willReturn(response));
    return this;
  }

  /** Answers otherwise whoever sends a form with this field. */
  public void refusesField(String name, int status, String body) {
    server.stubFor(
        any(anyUrl())
            .withRequestBody(containing(name + "="))
            .willReturn(aResponse().withStatus(status).withBody(body)));
  }

  /** Answers who reads this path with a body. */
  public void says(String path, String body) {
    server.stubFor(get(urlPathEqualTo(path)).willReturn(aResponse().withBody(body)));
  }

  public ProviderStandIn drop() {
    server.stubFor(any(anyUrl()).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
    return this;
  }

  /** Oldest first. */
  public List<LoggedRequest> requests() {
    return server.findAll(anyRequestedFor(anyUrl()));
  }

  public JsonNode lastBody() {
    return JsonText.read(requests().getLast().getBodyAsString());
  }

  @Override
  public void close() {
    server.stop();
  }
}
