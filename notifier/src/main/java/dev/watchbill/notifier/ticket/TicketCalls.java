package dev.watchbill.notifier.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.notifier.web.Exchange;
import dev.watchbill.notifier.web.JsonText;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;

/**
 * JSON requests to one tracker.
 *
 * @param base ends with a slash
 * @param header name of what signs in
 * @param credential its value
 * @param followsMoves whether it answers 301 where a project was renamed
 */
record TicketCalls(
    Exchange exchange, URI base, String header, String credential, boolean followsMoves) {

  /** Of one that says itself what became of its tickets. */
  TicketCalls(Exchange exchange, URI base, String header, String credential) {
    this(exchange, base, header, credential, false);
  }

  Exchange.Answer get(String path) {
    return send(request(path).GET());
  }

  Exchange.Answer post(String path, JsonNode body) {
    return send(request(path).POST(BodyPublishers.ofString(JsonText.write(body))));
  }

  Exchange.Answer patch(String path, JsonNode body) {
    return send(request(path).method("PATCH", BodyPublishers.ofString(JsonText.write(body))));
  }

  Exchange.Answer put(String path, JsonNode body) {
    return send(request(path).PUT(BodyPublishers.ofString(JsonText.write(body))));
  }

  private Exchange.Answer send(HttpRequest.Builder request) {
    return followsMoves ? exchange.sendFollowing(request) : exchange.send(request);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .header(header, credential)
        .header("Accept", "application/json")
        .header("Content-Type", "application/json");
  }

  /** The credential is a secret. */
  @Override
  public String toString() {
    return "TicketCalls[%s]".formatted(base);
  }
}
