package dev.watchbill.notifier.phone;

import dev.watchbill.notifier.web.BaseAddress;
import dev.watchbill.schemas.config.Environment;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/**
 * How Vonage is reached.
 *
 * @param url of its API, ends with a slash
 * @param application its id
 * @param key signs our requests
 * @param from the number that sends and calls
 * @param signatureSecret what its requests to us are signed with; empty: it is asked for none
 */
public record VonageSettings(
    URI url, String application, PrivateKey key, String from, Optional<String> signatureSecret) {

  /**
   * Reads {@code WATCHBILL_VONAGE_URL}, {@code _APPLICATION}, {@code _KEY} (PEM), {@code _FROM},
   * {@code _SIGNATURE_SECRET}.
   *
   * @return empty: one of them isn't set, other than the address and the secret
   * @throws IllegalArgumentException if the key is none
   */
  public static Optional<VonageSettings> of(Environment environment) {
    var url = environment.value("WATCHBILL_VONAGE_URL").orElse("https://api.nexmo.com/");
    return environment
        .value("WATCHBILL_VONAGE_APPLICATION")
        .flatMap(application ->
            environment
                .value("WATCHBILL_VONAGE_KEY")
                .flatMap(key ->
                    environment
                        .value("WATCHBILL_VONAGE_FROM")
                        .map(from ->
                            new VonageSettings(
                                BaseAddress.of(url),
                                application,
                                read(key),
                                digits(from),
                                environment.value("WATCHBILL_VONAGE_SIGNATURE_SECRET")))));
  }

  /** Vonage writes numbers without a plus sign. */
  static String digits(String number) {
    return number.startsWith("+") ? number.substring(1) : number;
  }

  private static PrivateKey read(String pem) {
    var base64 = pem.replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "").replaceAll("\\s+", "");
    try {
      return KeyFactory.getInstance("RSA")
          .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "WATCHBILL_VONAGE_KEY: expected a private key as PEM (BEGIN PRIVATE KEY)", e);
    }
  }

  /** The key and the secret are secrets. */
  @Override
  public String toString() {
    return "VonageSettings[%s, application %s, from %s]".formatted(url, application, from);
  }
}
