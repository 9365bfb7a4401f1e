package dev.watchbill.notifier.slack.http;

import dev.watchbill.notifier.delivery.NotifierMetrics;
import dev.watchbill.notifier.slack.SlackApp;
import dev.watchbill.notifier.slack.SlackSignatures;
import dev.watchbill.notifier.web.http.RequestBody;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /slack/interactions}, {@code /slack/commands} and {@code /slack/events}: 200 at once
 * when it is signed, recent and new, 401 otherwise. What became of it is said in Slack.
 */
public final class SlackRoutes {
  private static final HeaderName TIMESTAMP = HeaderNames.create("X-Slack-Request-Timestamp");
  private static final HeaderName SIGNATURE = HeaderNames.create("X-Slack-Signature");
  private static final int LONGEST_BODY = 256 * 1024;
  private static final String PAYLOAD = "payload";

  private final Optional<SlackSignatures> signatures;
  private final SlackApp app;
  private final NotifierMetrics metrics;

  /**
   * @param signatures empty: there is no signing secret, so nobody can be believed
   */
  public SlackRoutes(Optional<SlackSignatures> signatures, SlackApp app, NotifierMetrics metrics) {
    this.signatures = signatures;
    this.app = app;
    this.metrics = metrics;
  }

  public void route(HttpRules rules) {
    rules.post("/slack/interactions", this::interaction);
    rules.post("/slack/commands", this::command);
    rules.post("/slack/events", this::event);
  }

  /** What Slack sent. */
  private record Signed(String body, String signature) {}

  private void interaction(ServerRequest request, ServerResponse response) throws IOException {
    signed(request, response)
        .ifPresent(signed -> {
          var payload =
              Objects.requireNonNullElse(RequestBody.fields(signed.body()).get(PAYLOAD), "");
          var answer = app.submission(payload, signed.signature());
          if (answer.isPresent()) {
            response.headers().contentType(MediaTypes.APPLICATION_JSON);
            response.send(answer.get());
          } else {
            response.status(Status.OK_200).send();
            later(() -> app.interaction(payload, signed.signature()));
          }
        });
  }

  private void event(ServerRequest request, ServerResponse response) throws IOException {
    signed(request, response)
        .ifPresent(signed -> {
          var challenge = SlackApp.challenge(signed.body());
          if (challenge.isPresent()) {
            response.headers().contentType(MediaTypes.TEXT_PLAIN);
            response.send(challenge.get());
          } else {
            response.status(Status.OK_200).send();
            later(() -> app.event(signed.body()));
          }
        });
  }

  private void command(ServerRequest request, ServerResponse response) throws IOException {
    signed(request, response)
        .ifPresent(signed -> {
          response.status(Status.OK_200).send();
          later(() -> app.command(RequestBody.fields(signed.body()), signed.signature()));
        });
  }

  private static void later(Runnable what) {
    Thread.ofVirtual().name("slack-press").start(what);
  }

  /** Empty: it was refused, and that was said. */
  private Optional<Signed> signed(ServerRequest request, ServerResponse response)
      throws IOException {
    var whole = RequestBody.text(request, LONGEST_BODY);
    if (whole.isEmpty()) {
      response.status(Status.REQUEST_ENTITY_TOO_LARGE_413).send();
      return Optional.empty();
    }
    var body = whole.get();
    var signature = header(request, SIGNATURE);
    if (signature == null || !isAccepted(request, signature, body)) {
      metrics.pressed("slack", "forged");
      response
          .status(Status.UNAUTHORIZED_401)
          .send("Expected a request that Slack signed within 5 minutes and sent once");
      return Optional.empty();
    }
    return Optional.of(new Signed(body, signature));
  }

  private boolean isAccepted(ServerRequest request, String signature, String body) {
    return signatures
        .filter(known -> known.accepts(header(request, TIMESTAMP), signature, body))
        .isPresent();
  }

  private static @Nullable String header(ServerRequest request, HeaderName name) {
    return request.headers().first(name).orElse(null);
  }
}
