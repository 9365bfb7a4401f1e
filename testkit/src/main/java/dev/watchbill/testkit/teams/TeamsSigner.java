package dev.watchbill.testkit.teams;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/**
 * Signs as Microsoft's connector does, by what the JDK has alone: an independent judge of whoever
 * checks it.
 */
public final class TeamsSigner {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final String id;
  private final KeyPair keys;

  /**
   * @param id of its key
   */
  public TeamsSigner(String id) {
    this.id = id;
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      keys = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has RSA", e);
    }
  }

  /** Claims as the connector's have them; a test changes what it is about. */
  public static ObjectNode claims(String app, String serviceUrl, Instant now) {
    return JSON.createObjectNode()
        .put("iss", "https://api.botframework.com")
        .put("aud", app)
        .put("serviceurl", serviceUrl)
        .put("nbf", now.minus(Duration.ofMinutes(1)).getEpochSecond())
        .put("exp", now.plus(Duration.ofHours(1)).getEpochSecond());
  }

  /** The header of a request. */
  public String bearer(ObjectNode claims) {
    return bearer(claims, "RS256");
  }

  /** The same, where it says another algorithm. */
  public String bearer(ObjectNode claims, String algorithm) {
    var header = JSON.createObjectNode().put("alg", algorithm).put("kid", id).put("typ", "JWT");
    var signed = encoded(header) + "." + encoded(claims);
    return "Bearer "
        + signed
        + "."
        + (algorithm.equals("none") ? "" : BASE64.encodeToString(signature(signed)));
  }

  /** Its key as it is published. */
  ObjectNode published(String... endorsements) {
    var key = (RSAPublicKey) keys.getPublic();
    var jwk =
        JSON.createObjectNode()
            .put("kty", "RSA")
            .put("use", "sig")
            .put("kid", id)
            .put("x5t", id)
            .put("n", encoded(key.getModulus()))
            .put("e", encoded(key.getPublicExponent()));
    var channels = jwk.putArray("endorsements");
    for (var channel : endorsements) {
      channels.add(channel);
    }
    return jwk;
  }

  private byte[] signature(String signed) {
    try {
      var signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(keys.getPrivate());
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("An RSA key can sign", e);
    }
  }

  private static String encoded(ObjectNode json) {
    return BASE64.encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(BigInteger number) {
    var bytes = number.toByteArray();
    return BASE64.encodeToString(
        bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
  }
}
