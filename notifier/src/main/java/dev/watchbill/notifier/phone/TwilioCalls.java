package dev.watchbill.notifier.phone;

import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.web.Exchange;
import dev.watchbill.notifier.web.JsonText;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Requests to Twilio.
 *
 * @see <a href="https://www.twilio.com/docs/api/errors">error codes</a>
 */
final class TwilioCalls {
  /** Where it says what becomes of what it made. */
  static final String STATUS_CALLBACK = "StatusCallback";

  /** It refuses the number that we call from, whoever is called. */
  private static final Set<Integer> OUR_NUMBER = Set.of(21606, 21603);

  /** It can't, or won't, reach the address at which we would hear what becomes of it. */
  private static final int CALLBACK = 21609;

  private final TwilioSettings settings;
  private final Exchange exchange;

  TwilioCalls(TwilioSettings settings, Duration patience, InstantSource clock) {
    this.settings = settings;
    exchange = new Exchange("twilio", "WATCHBILL_TWILIO_TOKEN", patience, clock);
  }

  /**
   * Makes a message or a call. One that Twilio takes only if it needn't say what becomes of it is
   * made all the same.
   *
   * @param resource Messages or Calls
   * @param form in the order it is sent
   */
  Delivery create(String resource, Map<String, String> form) {
    var answer = send(resource, form);
    if (answer instanceof Exchange.Answer.Not not
        && code(not) == CALLBACK
        && form.containsKey(STATUS_CALLBACK)) {
      var silent = new LinkedHashMap<>(form);
      silent.remove(STATUS_CALLBACK);
      return delivery(send(resource, silent));
    }
    return delivery(answer);
  }

  private Exchange.Answer send(String resource, Map<String, String> form) {
    var path = "2010-04-01/Accounts/%s/%s.json".formatted(settings.account(), resource);
    var body =
        form.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    var request =
        HttpRequest.newBuilder(settings.url().resolve(path))
            .header("Authorization", settings.authorization())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body));
    return exchange.send(request);
  }

  private static Delivery delivery(Exchange.Answer answer) {
    return switch (answer) {
      case Exchange.Answer.Taken taken -> {
        var sid = JsonText.read(taken.body()).path("sid").asText("");
        yield sid.isEmpty()
            ? Delivery.retryable("twilio answered something that is not its own")
            : Delivery.accepted(sid);
      }
      case Exchange.Answer.Not not -> refused(not);
    };
  }

  private static Delivery refused(Exchange.Answer.Not not) {
    var code = code(not);
    var meaning =
        switch (code) {
          case 21211, 21214, 21217 -> "the number is none that can be reached";
          case 21610 -> "the person has answered STOP";
          case 21408, 21215 -> "the account may not reach that country";
          case 21606, 21603 -> "check WATCHBILL_TWILIO_FROM";
          default -> "";
        };
    if (not.status() == 400 && !meaning.isEmpty()) {
      var reason = "twilio refused with %d: %s".formatted(code, meaning);
      return OUR_NUMBER.contains(code) ? Delivery.refusesUs(reason) : Delivery.refused(reason);
    }
    return not.status() == 403 && not.delivery() instanceof Delivery.Refused refused
        ? Delivery.refusesUs(refused.reason())
        : not.delivery();
  }

  private static int code(Exchange.Answer.Not not) {
    return JsonText.read(not.body()).path("code").asInt(0);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
