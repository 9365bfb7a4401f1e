package dev.watchbill.notifier.phone;

import dev.watchbill.notifier.web.BaseAddress;
import dev.watchbill.schemas.config.Environment;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * How Twilio is reached.
 *
 * @param url of its API, ends with a slash
 * @param account its SID
 * @param token signs our requests in, and Twilio's to us
 * @param from the number that sends and calls, as +491701234567
 */
public record TwilioSettings(URI url, String account, String token, String from) {

  /**
   * Reads {@code WATCHBILL_TWILIO_URL}, {@code _ACCOUNT}, {@code _TOKEN}, {@code _FROM}.
   *
   * @return empty: one of them isn't set, other than the address
   */
  public static Optional<TwilioSettings> of(Environment environment) {
    var url = environment.value("WATCHBILL_TWILIO_URL").orElse("https://api.twilio.com/");
    return environment
        .value("WATCHBILL_TWILIO_ACCOUNT")
        .flatMap(account ->
            environment
                .value("WATCHBILL_TWILIO_TOKEN")
                .flatMap(token ->
                    environment
                        .value("WATCHBILL_TWILIO_FROM")
                        .map(from ->
                            new TwilioSettings(BaseAddress.of(url), account, token, from))));
  }

  String authorization() {
    var login = account + ":" + token;
    return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
  }

  /** The token is a secret. */
  @Override
  public String toString() {
    return "TwilioSettings[%s, account %s, from %s]".formatted(url, account, from);
  }
}
