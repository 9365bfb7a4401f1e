package dev.watchbill.ingest.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a sender is told.
 *
 * @param contentType empty: no body
 */
record Answer(int status, String contentType, String body, Map<String, String> headers) {
  static final String JSON = "application/json";
  static final String PROBLEM = "application/problem+json";
  private static final String RETRY_AFTER_SECONDS = "5";

  static Answer of(int status, String contentType, String body) {
    return new Answer(status, contentType, body, Map.of());
  }

  Answer with(String header, String value) {
    var all = new TreeMap<>(headers);
    all.put(header, value);
    return new Answer(status, contentType, body, all);
  }

  /** Ends the connection, as the rest of the body hasn't come. */
  Answer thatEnds() {
    return with(HeaderNames.CONNECTION_NAME, "close");
  }

  Answer withoutBody() {
    return new Answer(status, "", "", headers);
  }

  /** Sends it, with the headers that its status asks for. */
  void send(ServerResponse response) {
    response.status(Status.create(status));
    headers.forEach(response::header);
    if (status == 503 || status == 429) {
      response.header(HeaderNames.RETRY_AFTER_NAME, RETRY_AFTER_SECONDS);
    }
    if (status == 401) {
      response.header(HeaderNames.WWW_AUTHENTICATE_NAME, "Bearer", "Basic realm=\"watchbill\"");
    }
    if (contentType.isEmpty()) {
      response.send();
    } else {
      response.header(HeaderNames.CONTENT_TYPE_NAME, contentType);
      response.send(body.getBytes(StandardCharsets.UTF_8));
    }
    if (headers.containsKey(HeaderNames.CONNECTION_NAME)) {
      // The server would wait for the rest of the body.
      throw new CloseConnectionException("a body came too slowly");
    }
  }
}
