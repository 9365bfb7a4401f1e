package dev.watchbill.ingest.http;

import dev.watchbill.ingest.PlainText;
import dev.watchbill.ingest.SourceFormat;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Bodies that are posted to {@code /integrations/NAME/TYPE}. */
final class WebhookRoutes {
  private static final String BELOW = "/integrations/{name}";
  private static final HeaderName ORIGIN = HeaderNames.create("WebHook-Request-Origin");

  private final FrontDoor door;
  private final Map<String, SourceFormat> formats;
  private final UnaryOperator<byte[]> cleanedMail;
  private final Dialect own = new Dialect.Own();

  /**
   * @param formats by their type
   * @param cleanedMail what of a mail may be kept
   */
  WebhookRoutes(
      FrontDoor door, Map<String, SourceFormat> formats, UnaryOperator<byte[]> cleanedMail) {
    this.door = door;
    this.formats = Map.copyOf(formats);
    this.cleanedMail = cleanedMail;
  }

  void register(HttpRules rules) {
    formats.forEach((type, format) -> methods(type, format).register(rules));
    rules.any(BELOW, this::unknown).any(BELOW + "/{type}", this::unknown);
  }

  private Methods methods(String type, SourceFormat format) {
    UnaryOperator<byte[]> cleaned = type.equals("email") ? cleanedMail : body -> body;
    var methods = Methods.at(BELOW + "/" + type, own).post(door.bodies(format, own, cleaned));
    return type.equals("cloudevents") ? methods.options(this::mayDeliver) : methods;
  }

  /**
   * Whoever sends CloudEvents may ask before whether they are wanted here, Azure's Event Grid does.
   *
   * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/http-webhook.md">HTTP
   *     1.1 Web Hooks for Event Delivery</a>
   */
  private void mayDeliver(ServerRequest request, ServerResponse response) {
    door.admitted(
        request,
        response,
        own,
        from -> {
          var answer = Answer.of(200, "", "").with("Allow", "POST, OPTIONS");
          return request
              .headers()
              .first(ORIGIN)
              .map(origin ->
                  answer
                      .with("WebHook-Allowed-Origin", PlainText.line(origin, 300))
                      .with("WebHook-Allowed-Rate", "*"))
              .orElse(answer);
        });
  }

  /** Others may have something to say of it, such as the console of a test. */
  private void unknown(ServerRequest request, ServerResponse response) {
    var type = request.path().pathParameters().first("type");
    if (type.isPresent() && type.get().equals("test")) {
      response.next();
      return;
    }
    var sentence =
        "Expected one of %s behind the integration's name, but got %s"
            .formatted(
                String.join(", ", new TreeSet<>(formats.keySet())),
                type.isPresent() ? PlainText.quoted(type.get()) : "nothing");
    own.refused(new Refusal(Refusal.Reason.NOT_FOUND, sentence)).send(response);
  }
}
