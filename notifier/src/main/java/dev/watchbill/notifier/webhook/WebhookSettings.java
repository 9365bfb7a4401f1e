package dev.watchbill.notifier.webhook;

import dev.watchbill.schemas.config.Environment;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How webhooks are sent.
 *
 * @param secret what requests are signed with
 * @param allowed hosts that may be inside the own network
 */
public record WebhookSettings(String secret, Set<String> allowed) {
  public WebhookSettings {
    allowed = Set.copyOf(allowed);
  }

  /**
   * Reads {@code WATCHBILL_WEBHOOK_SECRET} and {@code WATCHBILL_WEBHOOK_ALLOW} (host names, comma
   * separated).
   *
   * @return empty: there is no secret
   */
  public static Optional<WebhookSettings> of(Environment environment) {
    var hosts = environment.value("WATCHBILL_WEBHOOK_ALLOW").orElse("");
    return environment
        .value("WATCHBILL_WEBHOOK_SECRET")
        .map(secret ->
            new WebhookSettings(
                secret,
                Arrays.stream(hosts.split(",", -1))
                    .map(String::strip)
                    .filter(host -> !host.isEmpty())
                    .collect(Collectors.toSet())));
  }

  /** The secret is one. */
  @Override
  public String toString() {
    return "WebhookSettings[secret ***, allowed %s]".formatted(allowed);
  }
}
