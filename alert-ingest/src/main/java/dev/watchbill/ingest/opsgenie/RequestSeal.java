package dev.watchbill.ingest.opsgenie;

import dev.watchbill.ingest.auth.Keyring;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells requests that were answered from those somebody made up, without remembering any. Every
 * intake knows the hashes of an integration's keys, and whoever asks shows one of these keys; so a
 * seal holds for its integration only, and as long as the key that made it.
 */
public final class RequestSeal {
  private static final String MAC = "HmacSHA256";
  private static final int BYTES = 10;

  private final Keyring keys;

  public RequestSeal(Keyring keys) {
    this.keys = keys;
  }

  /** A request's id, sealed. */
  public String sealed(String integration, String requestId) {
    var hashes = keys.hashes(integration);
    return requestId
        + "."
        + seal(hashes.isEmpty() ? "" : hashes.getFirst(), integration, requestId);
  }

  /** Whether an id was sealed for an integration. */
  public boolean holds(String integration, String sealed) {
    var dot = sealed.lastIndexOf('.');
    return dot > 0
        && keys.hashes(integration).stream()
            .map(hash -> seal(hash, integration, sealed.substring(0, dot)))
            .anyMatch(seal -> same(seal, sealed.substring(dot + 1)));
  }

  private static boolean same(String expected, String got) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), got.getBytes(StandardCharsets.UTF_8));
  }

  private static String seal(String hash, String integration, String requestId) {
    try {
      var mac = Mac.getInstance(MAC);
      mac.init(
          new SecretKeySpec(("opsgenie-request:" + hash).getBytes(StandardCharsets.UTF_8), MAC));
      var whole = String.join("\n", List.of(integration, requestId));
      var bytes = mac.doFinal(whole.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(bytes, 0, BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has HMAC-SHA256", e);
    }
  }
}
