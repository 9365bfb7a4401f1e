package dev.watchbill.notifier.phone;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request comes from Twilio.
 *
 * @param token of the account
 * @see <a href="https://www.twilio.com/docs/usage/security#validating-requests">validation</a>
 */
public record TwilioSignatures(String token) {
  private static final String ALGORITHM = "HmacSHA1";

  /**
   * Checks a request.
   *
   * @param signature from {@code X-Twilio-Signature}
   * @param url as Twilio was given it
   * @param form the fields that were posted
   */
  public boolean accepts(@Nullable String signature, String url, Map<String, String> form) {
    return signature != null
        && MessageDigest.isEqual(
            sign(url, form).getBytes(StandardCharsets.UTF_8),
            signature.getBytes(StandardCharsets.UTF_8));
  }

  private String sign(String url, Map<String, String> form) {
    var text = new StringBuilder(url);
    new TreeMap<>(form).forEach((name, value) -> text.append(name).append(value));
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return Base64.getEncoder()
          .encodeToString(mac.doFinal(text.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
    }
  }

  /** The token is a secret. */
  @Override
  public String toString() {
    return "TwilioSignatures[***]";
  }
}
