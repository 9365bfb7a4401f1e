package dev.watchbill.notifier.slack.http;

import dev.watchbill.notifier.delivery.NotifierMetrics;
import dev.watchbill.notifier.slack.SlackActions;
import dev.watchbill.notifier.slack.SlackSignatures;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /slack/interactions}: 200 at once when it is signed, recent and new, 401 otherwise.
 * What became of the press is said in Slack.
 */
public final class SlackRoutes {
  private static final HeaderName TIMESTAMP = HeaderNames.create("X-Slack-Request-Timestamp");
  private static final HeaderName SIGNATURE = HeaderNames.create("X-Slack-Signature");
  private static final int LONGEST_BODY = 256 * 1024;
  private static final String FIELD = "payload=";

  private final Optional<SlackSignatures> signatures;
  private final SlackActions actions;
  private final NotifierMetrics metrics;

  /**
   * @param signatures empty: there is no signing secret, so nobody can be believed
   */
  public SlackRoutes(
      Optional<SlackSignatures> signatures, SlackActions actions, NotifierMetrics metrics) {
    this.signatures = signatures;
    this.actions = actions;
    this.metrics = metrics;
  }

  public void route(HttpRules rules) {
    rules.post("/slack/interactions", this::interaction);
  }

  private void interaction(ServerRequest request, ServerResponse response) throws IOException {
    var bytes = read(request);
    if (bytes.length > LONGEST_BODY) {
      response.status(Status.REQUEST_ENTITY_TOO_LARGE_413).send();
      return;
    }
    var body = new String(bytes, StandardCharsets.UTF_8);
    var signature = header(request, SIGNATURE);
    if (signature == null || !isAccepted(request, signature, body)) {
      metrics.pressed("slack", "forged");
      response
          .status(Status.UNAUTHORIZED_401)
          .send("Expected a request that Slack signed within 5 minutes and sent once");
      return;
    }
    response.status(Status.OK_200).send();
    payload(body)
        .ifPresent(payload ->
            Thread.ofVirtual().name("slack-press").start(() -> actions.handle(payload, signature)));
  }

  private boolean isAccepted(ServerRequest request, String signature, String body) {
    return signatures
        .filter(known -> known.accepts(header(request, TIMESTAMP), signature, body))
        .isPresent();
  }

  private static byte[] read(ServerRequest request) throws IOException {
    if (!request.content().hasEntity()) {
      return new byte[0];
    }
    try (var in = request.content().inputStream()) {
      return in.readNBytes(LONGEST_BODY + 1);
    }
  }

  private static Optional<String> payload(String form) {
    try {
      return Arrays.stream(form.split("&", -1))
          .filter(field -> field.startsWith(FIELD))
          .map(field -> URLDecoder.decode(field.substring(FIELD.length()), StandardCharsets.UTF_8))
          .findFirst();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static @Nullable String header(ServerRequest request, HeaderName name) {
    return request.headers().first(name).orElse(null);
  }
}
