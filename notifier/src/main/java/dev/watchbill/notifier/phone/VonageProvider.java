package dev.watchbill.notifier.phone;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.notifier.web.Exchange;
import dev.watchbill.notifier.web.JsonText;
import dev.watchbill.schemas.Page;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Vonage's Messages and Voice.
 *
 * @see <a href="https://developer.vonage.com/en/api/messages">Messages</a>
 * @see <a href="https://developer.vonage.com/en/api/voice">Voice</a>
 */
public final class VonageProvider implements PhoneProvider {
  /** As in the roster and in settings. */
  public static final String NAME = "vonage";

  /** Followed by a token: keys pressed in a call. */
  public static final String KEYS_PATH = "/vonage/keys/";

  /** Followed by a token: who took a call, and how it ended. */
  public static final String CALLS_PATH = "/vonage/calls/";

  /** Followed by a token: what became of a short message. */
  public static final String MESSAGES_PATH = "/vonage/messages/";

  private static final int RINGS_SECONDS = 30;
  private static final int KEY_SECONDS = 10;

  private final VonageSettings settings;
  private final VonageTokens tokens;
  private final Links links;
  private final Exchange exchange;

  /**
   * @param patience how long an answer is waited for
   */
  public VonageProvider(
      VonageSettings settings, Links links, Duration patience, InstantSource clock) {
    this.settings = settings;
    this.links = links;
    tokens = new VonageTokens(settings, clock);
    exchange = new Exchange(NAME, "WATCHBILL_VONAGE_KEY", patience, clock);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Delivery message(String to, String text, List<Page> pages) {
    var body =
        JsonText.object()
            .put("message_type", "text")
            .put("channel", "sms")
            .put("to", VonageSettings.digits(to))
            .put("from", settings.from())
            .put("text", text);
    links
        .phone(heard(pages), MESSAGES_PATH)
        .ifPresent(address -> body.put("webhook_version", "v1").put("webhook_url", address));
    return send("v1/messages", body, "message_uuid");
  }

  @Override
  public Delivery call(String to, String words, List<Page> pages) {
    var body = JsonText.object();
    body.putArray("to").addObject().put("type", "phone").put("number", VonageSettings.digits(to));
    body.putObject("from").put("type", "phone").put("number", settings.from());
    body.put("ringing_timer", RINGS_SECONDS);
    var told = heard(pages);
    var keys = PhoneProvider.keyed(told).flatMap(page -> links.phone(List.of(page), KEYS_PATH));
    script(body.putArray("ncco"), words, keys);
    links
        .phone(told, CALLS_PATH)
        .ifPresent(address -> {
          body.put("machine_detection", "continue").put("event_method", "POST");
          body.putArray("event_url").add(address);
        });
    return send("v1/calls", body, "uuid");
  }

  /** Without the secret nobody could tell Vonage's answers from a stranger's. */
  private List<Page> heard(List<Page> pages) {
    return settings.signatureSecret().isPresent() ? pages : List.of();
  }

  private static void script(ArrayNode ncco, String words, Optional<String> keys) {
    if (keys.isEmpty()) {
      talk(ncco, words).put("loop", 2);
      return;
    }
    talk(ncco, words + " " + Speech.ASK).put("loop", 2).put("bargeIn", true);
    listen(ncco, keys.get());
  }

  private static void listen(ArrayNode ncco, String keys) {
    var input = ncco.addObject().put("action", "input");
    input.putArray("type").add("dtmf");
    input.putObject("dtmf").put("maxDigits", 1).put("timeOut", KEY_SECONDS);
    input.putArray("eventUrl").add(keys);
    input.put("eventMethod", "POST");
  }

  private static ObjectNode talk(ArrayNode ncco, String words) {
    return ncco.addObject().put("action", "talk").put("language", "en-GB").put("text", words);
  }

  /** One sentence as the answer to a key. */
  public static String spoken(String sentence) {
    var ncco = JsonText.array();
    talk(ncco, sentence);
    return JsonText.write(ncco);
  }

  /**
   * What is said to a key.
   *
   * @param keys where the next one goes
   */
  public static String spoken(PhoneAnswers.Said said, String keys) {
    if (!said.again()) {
      return spoken(said.sentence());
    }
    var ncco = JsonText.array();
    talk(ncco, said.sentence() + " " + Speech.ASK).put("bargeIn", true);
    listen(ncco, keys);
    return JsonText.write(ncco);
  }

  private Delivery send(String path, ObjectNode body, String id) {
    var request =
        HttpRequest.newBuilder(settings.url().resolve(path))
            .header("Authorization", tokens.authorization())
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofString(JsonText.write(body)));
    return switch (exchange.send(request)) {
      case Exchange.Answer.Taken taken -> {
        var ref = JsonText.read(taken.body()).path(id).asText("");
        yield ref.isEmpty()
            ? Delivery.retryable("vonage answered something that is not its own")
            : Delivery.accepted(ref);
      }
      case Exchange.Answer.Not not -> refused(not);
    };
  }

  private static Delivery refused(Exchange.Answer.Not not) {
    return switch (not.status()) {
      case 402 -> Delivery.refusesUs("vonage answered 402: the account's balance is too low");
      case 400, 422 ->
          Delivery.refused(
              "vonage answered %d: the number is none that can be reached, or check"
                      .formatted(not.status())
                  + " WATCHBILL_VONAGE_FROM");
      case 403 -> Delivery.refusesUs("vonage answered 403 (check WATCHBILL_VONAGE_APPLICATION)");
      default -> not.delivery();
    };
  }
}
