package dev.watchbill.notifier.phone;

import dev.watchbill.notifier.web.JsonText;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * JSON Web Tokens: ours, which sign requests to Vonage, and Vonage's, which sign those to us.
 *
 * @see <a href="https://developer.vonage.com/en/getting-started/concepts/webhooks">signed
 *     webhooks</a>
 */
public final class VonageTokens {
  private static final Duration LIFETIME = Duration.ofMinutes(5);
  private static final String HMAC = "HmacSHA256";
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

  private final VonageSettings settings;
  private final InstantSource clock;

  public VonageTokens(VonageSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** What signs in a request. */
  String authorization() {
    var now = clock.instant();
    var header = JsonText.object().put("alg", "RS256").put("typ", "JWT");
    var claims =
        JsonText.object()
            .put("application_id", settings.application())
            .put("iat", now.getEpochSecond())
            .put("exp", now.plus(LIFETIME).getEpochSecond())
            .put("jti", UUID.randomUUID().toString());
    var signed = encoded(JsonText.write(header)) + "." + encoded(JsonText.write(claims));
    try {
      var signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(settings.key());
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return "Bearer " + signed + "." + ENCODER.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("An RSA key can sign", e);
    }
  }

  /**
   * Whether Vonage sent a request to us, now, and with this body.
   *
   * @param authorization the header
   */
  public boolean accepts(@Nullable String authorization, byte[] body) {
    var secret = settings.signatureSecret();
    if (secret.isEmpty() || authorization == null || !authorization.startsWith("Bearer ")) {
      return false;
    }
    var parts = authorization.substring("Bearer ".length()).split("\\.", -1);
    try {
      return parts.length == 3
          && JsonText.read(decoded(parts[0])).path("alg").asText().equals("HS256")
          && MessageDigest.isEqual(
              hmac(secret.get(), parts[0] + "." + parts[1]), DECODER.decode(parts[2]))
          && claims(decoded(parts[1]), body);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private boolean claims(String text, byte[] body) {
    var claims = JsonText.read(text);
    var at = Instant.ofEpochSecond(claims.path("iat").asLong(0));
    var age = Duration.between(at, clock.instant()).abs();
    var application = claims.path("application_id").asText(settings.application());
    return age.compareTo(LIFETIME) <= 0
        && application.equals(settings.application())
        && MessageDigest.isEqual(
            sha256(body).getBytes(StandardCharsets.US_ASCII),
            claims.path("payload_hash").asText("").getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] hmac(String secret, String text) {
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + HMAC, e);
    }
  }

  private static String sha256(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private static String encoded(String json) {
    return ENCODER.encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String part) {
    return new String(DECODER.decode(part), StandardCharsets.UTF_8);
  }
}
