package dev.watchbill.notifier.phone.http;

import dev.watchbill.notifier.links.Links;
import dev.watchbill.notifier.phone.CallFates;
import dev.watchbill.notifier.phone.MessageFates;
import dev.watchbill.notifier.phone.PhoneAnswers;
import dev.watchbill.notifier.phone.PhoneProvider;
import dev.watchbill.notifier.phone.VonageProvider;
import dev.watchbill.notifier.phone.VonageTokens;
import dev.watchbill.notifier.web.JsonText;
import dev.watchbill.notifier.web.http.RequestBody;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * {@code POST /vonage/keys/{token}}, {@code /vonage/calls/{token}}, {@code
 * /vonage/messages/{token}} and {@code /vonage/sms}: 401 unless Vonage signed it.
 */
public final class VonageRoutes {
  private static final int LONGEST_BODY = 64 * 1024;
  private static final int ANSWERED_KNOWN = 1_000;

  private final VonageTokens tokens;
  private final PhoneAnswers answers;
  private final CallFates calls;
  private final MessageFates messages;
  private final PhoneProvider provider;
  private final Links links;

  /** Messages that were answered lately. */
  private final SequencedSet<String> answered = new LinkedHashSet<>();

  /**
   * @param provider that answers a short message
   */
  public VonageRoutes(
      VonageTokens tokens,
      PhoneAnswers answers,
      CallFates calls,
      MessageFates messages,
      PhoneProvider provider,
      Links links) {
    this.tokens = tokens;
    this.answers = answers;
    this.calls = calls;
    this.messages = messages;
    this.provider = provider;
    this.links = links;
  }

  public void route(HttpRules rules) {
    rules
        .post(VonageProvider.KEYS_PATH + "{token}", this::keys)
        .post(VonageProvider.CALLS_PATH + "{token}", this::call)
        .post(VonageProvider.MESSAGES_PATH + "{token}", this::message)
        .post("/vonage/sms", this::sms);
  }

  private void keys(ServerRequest request, ServerResponse response) throws IOException {
    var body = checked(request, response);
    if (body.isPresent()) {
      var said = JsonText.read(body.get());
      var digits = said.at("/dtmf/digits").asText("");
      var token = token(request);
      var ncco =
          digits.isEmpty()
              ? VonageProvider.spoken(
                  "Nothing was pressed. It stays open, and somebody else is called.")
              : VonageProvider.spoken(
                  answers.key(token, said.path("uuid").asText(""), digits),
                  links.callback(VonageProvider.KEYS_PATH + token).orElse(""));
      response.header(HeaderNames.CONTENT_TYPE, "application/json");
      response.send(ncco);
    }
  }

  private void call(ServerRequest request, ServerResponse response)
      throws IOException, InterruptedException {
    var body = checked(request, response);
    if (body.isPresent()) {
      var known = calls.take(token(request), JsonText.read(body.get()).path("status").asText(""));
      response.status(known ? Status.NO_CONTENT_204 : Status.GONE_410).send();
    }
  }

  private void message(ServerRequest request, ServerResponse response)
      throws IOException, InterruptedException {
    var body = checked(request, response);
    if (body.isPresent()) {
      var said = JsonText.read(body.get());
      // Its errors are named by the last part of an address that explains them.
      var code = said.at("/error/title").asText("");
      var known = messages.take(token(request), said.path("status").asText(""), code);
      response.status(known ? Status.NO_CONTENT_204 : Status.GONE_410).send();
    }
  }

  /** Vonage takes no answer in its answer: it is sent back as a message, once. */
  private void sms(ServerRequest request, ServerResponse response) throws IOException {
    var body = checked(request, response);
    if (body.isPresent()) {
      var said = JsonText.read(body.get());
      var from = "+" + said.path("from").asText("");
      var sentence =
          answers.reply(from, said.path("message_uuid").asText(""), said.path("text").asText(""));
      response.status(Status.OK_200).send();
      sentence
          .filter(it -> firstTime(said.path("message_uuid").asText("")))
          .ifPresent(it -> provider.message(from, it, List.of()));
    }
  }

  private synchronized boolean firstTime(String message) {
    if (answered.size() >= ANSWERED_KNOWN) {
      answered.remove(answered.getFirst());
    }
    return answered.add(message);
  }

  private static String token(ServerRequest request) {
    return request.path().pathParameters().get("token");
  }

  private Optional<String> checked(ServerRequest request, ServerResponse response)
      throws IOException {
    var body = RequestBody.of(request, LONGEST_BODY);
    var header = request.headers().first(HeaderNames.AUTHORIZATION).orElse(null);
    var signed = body.filter(bytes -> tokens.accepts(header, bytes));
    if (signed.isEmpty()) {
      response.status(Status.UNAUTHORIZED_401).send("Expected a request that Vonage signed");
    }
    return signed.map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }
}
