package dev.watchbill.ingest.auth;

import dev.watchbill.schemas.config.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * A key a sender presented, already hashed: nothing behind this point knows the key itself.
 *
 * @param hash as on the {@code credentials} topic
 */
public record PresentedKey(String hash) {
  private static final int LONGEST = 1_000;

  /**
   * From what a request carries: a bearer token, a basic password, or Opsgenie's {@code GenieKey};
   * else {@code ?key=}.
   *
   * @param authorization the header, where there is one
   * @param query the parameter, where there is one
   */
  public static Optional<PresentedKey> of(Optional<String> authorization, Optional<String> query) {
    return authorization.flatMap(PresentedKey::ofHeader).or(() -> query).flatMap(PresentedKey::key);
  }

  /** From a key as such. */
  public static Optional<PresentedKey> key(String key) {
    return Optional.of(key)
        .filter(k -> !k.isEmpty() && k.length() <= LONGEST)
        .map(k -> new PresentedKey(Secrets.hash(k)));
  }

  private static Optional<String> ofHeader(String header) {
    var parts = header.strip().split(" +", 2);
    if (parts.length < 2) {
      return Optional.empty();
    }
    return switch (parts[0].toLowerCase(Locale.ROOT)) {
      case "bearer", "geniekey" -> Optional.of(parts[1].strip());
      case "basic" -> password(parts[1].strip());
      default -> Optional.empty();
    };
  }

  private static Optional<String> password(String encoded) {
    try {
      var pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      var colon = pair.indexOf(':');
      return colon < 0 ? Optional.empty() : Optional.of(pair.substring(colon + 1));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A hash of a weak key could be guessed from. */
  @Override
  public String toString() {
    return "***";
  }
}
