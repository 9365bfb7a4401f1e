package dev.watchbill.ingest.mail;

import dev.watchbill.ingest.IntegrationSettings;
import dev.watchbill.ingest.auth.Keyring;
import dev.watchbill.ingest.auth.PresentedKey;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * To whom an address belongs.
 *
 * @param ready whether keys and roster are read
 */
record MailSenders(Keyring keys, Supplier<RosterSnapshot> roster, BooleanSupplier ready) {
  static final String TYPE = "email";

  /**
   * An integration that mails may come to.
   *
   * @param credential id of its address
   */
  record Recipient(IntegrationSettings integration, String credential, String secret) {}

  /** Whose an address is; some programs write it in small letters. */
  Optional<Recipient> find(String address, Instant now) {
    var secret = MailAddress.secret(address);
    return find(secret, secret, now).or(() -> find(secret.toLowerCase(Locale.ROOT), secret, now));
  }

  private Optional<Recipient> find(String key, String secret, Instant now) {
    return PresentedKey.key(key)
        .flatMap(presented -> keys.find(presented, now))
        .flatMap(found -> recipient(found, secret));
  }

  private Optional<Recipient> recipient(Keyring.Found found, String secret) {
    var all = roster.get().integrations();
    return Optional.ofNullable(all.get(found.integration()))
        .filter(integration -> integration.getType().equals(TYPE))
        .map(integration ->
            new Recipient(
                IntegrationSettings.of(integration, all.values().stream()), found.id(), secret));
  }
}
