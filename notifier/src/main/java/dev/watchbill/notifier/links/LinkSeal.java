package dev.watchbill.notifier.links;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Turns passes into tokens that nobody else can make, and back. */
public final class LinkSeal {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String VERSION = "1";
  private static final int LONGEST = 1_000;
  private static final Pattern INCIDENT = Pattern.compile("[A-Za-z0-9._-]{1,100}-[0-9]{1,18}");

  private final SecretKeySpec key;

  /**
   * @param key at least 16 characters, kept from everybody
   */
  public LinkSeal(String key) {
    if (key.length() < 16) {
      throw new IllegalArgumentException(
          "Expected a key of at least 16 characters, but got " + key.length());
    }
    this.key = new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM);
  }

  /** Safe in the path of an address. */
  public String token(LinkPass pass) {
    var text =
        String.join(
            "\n",
            VERSION,
            pass.person(),
            pass.incident(),
            pass.action(),
            pass.page(),
            Long.toString(pass.expires().getEpochSecond()));
    var payload = encode(text.getBytes(StandardCharsets.UTF_8));
    return payload + "." + encode(sign(payload));
  }

  /** Empty: we never made it. It may have expired. */
  public Optional<LinkPass> open(String token) {
    var dot = token.indexOf('.');
    if (dot < 0 || token.length() > LONGEST) {
      return Optional.empty();
    }
    var payload = token.substring(0, dot);
    try {
      // As text: the same bytes can be written in several ways, and each use has the token's name.
      if (!MessageDigest.isEqual(bytes(encode(sign(payload))), bytes(token.substring(dot + 1)))) {
        return Optional.empty();
      }
      var parts =
          new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8)
              .split("\n", -1);
      return parts.length == 6 && parts[0].equals(VERSION) && INCIDENT.matcher(parts[2]).matches()
          ? Optional.of(
              new LinkPass(
                  parts[1],
                  parts[2],
                  parts[3],
                  parts[4],
                  Instant.ofEpochSecond(Long.parseLong(parts[5]))))
          : Optional.empty();
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private byte[] sign(String payload) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(payload.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
