package dev.watchbill.notifier.ticket.http;

import dev.watchbill.notifier.ticket.JiraEvents;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** {@code POST /jira/webhook}: 200 at once when it is signed, 401 otherwise. */
public final class JiraRoutes {
  private static final HeaderName SIGNATURE = HeaderNames.create("X-Hub-Signature");
  private static final int LONGEST_BODY = 1024 * 1024;

  private final JiraEvents events;

  public JiraRoutes(JiraEvents events) {
    this.events = events;
  }

  public void route(HttpRules rules) {
    rules.post("/jira/webhook", this::webhook);
  }

  private void webhook(ServerRequest request, ServerResponse response) throws IOException {
    var body = new String(read(request), StandardCharsets.UTF_8);
    if (body.length() > LONGEST_BODY) {
      response.status(Status.REQUEST_ENTITY_TOO_LARGE_413).send();
    } else if (!events.accepts(request.headers().first(SIGNATURE).orElse(null), body)) {
      response
          .status(Status.UNAUTHORIZED_401)
          .send("Expected a request signed with the webhook's secret");
    } else {
      events.take(body);
      response.status(Status.OK_200).send();
    }
  }

  private static byte[] read(ServerRequest request) throws IOException {
    if (!request.content().hasEntity()) {
      return new byte[0];
    }
    try (var in = request.content().inputStream()) {
      return in.readNBytes(LONGEST_BODY + 1);
    }
  }
}
