package dev.watchbill.ingest.mail;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** An address mails come to. Its local part, or what stands behind the last plus, is the key. */
final class MailAddress {
  private static final String HIDDEN = "***";

  private MailAddress() {}

  /** The secret in an address; never empty where it is one. */
  static String secret(String address) {
    var bare = address.strip().replaceAll("^<|>$", "");
    var at = bare.lastIndexOf('@');
    var local = at < 0 ? bare : bare.substring(0, at);
    return local.substring(local.lastIndexOf('+') + 1);
  }

  /** A mail in which the secret stands nowhere: its headers name the address. */
  static byte[] without(String secret, byte[] mail) {
    var text = StandardCharsets.ISO_8859_1.decode(ByteBuffer.wrap(mail)).toString();
    if (secret.isEmpty()
        || !text.toLowerCase(Locale.ROOT).contains(secret.toLowerCase(Locale.ROOT))) {
      return mail;
    }
    var everywhere = Pattern.compile(Pattern.quote(secret), Pattern.CASE_INSENSITIVE);
    return everywhere.matcher(text).replaceAll(HIDDEN).getBytes(StandardCharsets.ISO_8859_1);
  }
}
