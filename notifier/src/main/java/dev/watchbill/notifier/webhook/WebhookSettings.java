package dev.watchbill.notifier.webhook;

import dev.watchbill.schemas.config.Environment;
import dev.watchbill.schemas.config.Outside;
import java.util.Optional;
import java.util.Set;

/**
 * How webhooks are sent.
 *
 * @param secret what requests are signed with
 * @param allowed hosts that may be inside the own network
 */
public record WebhookSettings(String secret, Set<String> allowed) {
  static final String ALLOW = "WATCHBILL_WEBHOOK_ALLOW";

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
    return environment
        .value("WATCHBILL_WEBHOOK_SECRET")
        .map(secret -> new WebhookSettings(secret, Outside.of(environment, ALLOW).allowed()));
  }

  /** The secret is one. */
  @Override
  public String toString() {
    return "WebhookSettings[secret ***, allowed %s]".formatted(allowed);
  }
}
