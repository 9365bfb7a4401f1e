package dev.watchbill.notifier.ticket;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A webhook's body, signed with a secret as GitHub and Jira do: {@code sha256=HEX}. */
final class SignedBody {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String SIGNED = "sha256=";

  private final SecretKeySpec key;

  SignedBody(String secret) {
    key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
  }

  /** Whether this is the signature of that body. */
  boolean accepts(@Nullable String signature, String body) {
    return signature != null
        && MessageDigest.isEqual(
            (SIGNED + hmac(body)).getBytes(StandardCharsets.UTF_8),
            signature.getBytes(StandardCharsets.UTF_8));
  }

  private String hmac(String body) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
    }
  }
}
