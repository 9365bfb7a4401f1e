package dev.watchbill.notifier.phone.http;

import dev.watchbill.notifier.links.Links;
import dev.watchbill.notifier.phone.CallFates;
import dev.watchbill.notifier.phone.MessageFates;
import dev.watchbill.notifier.phone.PhoneAnswers;
import dev.watchbill.notifier.phone.Replies;
import dev.watchbill.notifier.phone.TwilioProvider;
import dev.watchbill.notifier.phone.TwilioSignatures;
import dev.watchbill.notifier.web.http.RequestBody;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * {@code POST /twilio/keys/{token}}, {@code /twilio/calls/{token}}, {@code
 * /twilio/messages/{token}} and {@code /twilio/sms}: 403 unless Twilio signed it. The answers are
 * TwiML, spoken or sent back.
 */
public final class TwilioRoutes {
  private static final HeaderName SIGNATURE = HeaderNames.create("X-Twilio-Signature");
  private static final String SMS_PATH = "/twilio/sms";
  private static final int LONGEST_BODY = 64 * 1024;

  private final TwilioSignatures signatures;
  private final PhoneAnswers answers;
  private final CallFates calls;
  private final MessageFates messages;
  private final Links links;

  public TwilioRoutes(
      TwilioSignatures signatures,
      PhoneAnswers answers,
      CallFates calls,
      MessageFates messages,
      Links links) {
    this.signatures = signatures;
    this.answers = answers;
    this.calls = calls;
    this.messages = messages;
    this.links = links;
  }

  public void route(HttpRules rules) {
    rules
        .post(TwilioProvider.KEYS_PATH + "{token}", this::keys)
        .post(TwilioProvider.CALLS_PATH + "{token}", this::call)
        .post(TwilioProvider.MESSAGES_PATH + "{token}", this::message)
        .post(SMS_PATH, this::sms);
  }

  private void keys(ServerRequest request, ServerResponse response) throws IOException {
    var token = request.path().pathParameters().get("token");
    checked(request, response, TwilioProvider.KEYS_PATH + token)
        .ifPresent(form ->
            send(
                response,
                Replies.spoken(
                    answers.key(
                        token, form.getOrDefault("CallSid", ""), form.getOrDefault("Digits", "")),
                    links.callback(TwilioProvider.KEYS_PATH + token).orElse(""))));
  }

  private void call(ServerRequest request, ServerResponse response)
      throws IOException, InterruptedException {
    var token = request.path().pathParameters().get("token");
    var form = checked(request, response, TwilioProvider.CALLS_PATH + token);
    if (form.isPresent()) {
      var known = calls.take(token, form.get().getOrDefault("CallStatus", ""));
      if (known && form.get().containsKey("AnsweredBy")) {
        calls.take(token, form.get().getOrDefault("AnsweredBy", ""));
      }
      response.status(known ? Status.NO_CONTENT_204 : Status.GONE_410).send();
    }
  }

  private void message(ServerRequest request, ServerResponse response)
      throws IOException, InterruptedException {
    var token = request.path().pathParameters().get("token");
    var form = checked(request, response, TwilioProvider.MESSAGES_PATH + token);
    if (form.isPresent()) {
      var known =
          messages.take(
              token,
              form.get().getOrDefault("MessageStatus", ""),
              form.get().getOrDefault("ErrorCode", ""));
      response.status(known ? Status.NO_CONTENT_204 : Status.GONE_410).send();
    }
  }

  private void sms(ServerRequest request, ServerResponse response) throws IOException {
    checked(request, response, SMS_PATH)
        .ifPresent(form ->
            send(
                response,
                Replies.written(
                    answers.reply(
                        form.getOrDefault("From", ""),
                        form.getOrDefault("MessageSid", ""),
                        form.getOrDefault("Body", "")))));
  }

  /** The form, if Twilio signed it; otherwise it is answered. */
  private Optional<Map<String, String>> checked(
      ServerRequest request, ServerResponse response, String path) throws IOException {
    var form = RequestBody.text(request, LONGEST_BODY).map(RequestBody::fields);
    var signature = request.headers().first(SIGNATURE).orElse(null);
    var url = links.callback(path);
    var signed = form.filter(it -> url.isPresent() && signatures.accepts(signature, url.get(), it));
    if (signed.isEmpty()) {
      response.status(Status.FORBIDDEN_403).send("Expected a request that Twilio signed");
    }
    return signed;
  }

  private static void send(ServerResponse response, String twiml) {
    response.header(HeaderNames.CONTENT_TYPE, "text/xml; charset=utf-8");
    response.send(twiml.getBytes(StandardCharsets.UTF_8));
  }
}
