package dev.watchbill.ingest.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** A mail written anew: its headers and what a person reads of it, and nothing else. */
final class PlainMail {
  private PlainMail() {}

  /**
   * The same to whoever reads it by {@link MailBody}.
   *
   * @param cleaned what becomes of each header's value and of the text
   */
  static byte[] of(MimeMessage message, UnaryOperator<String> cleaned) throws MessagingException {
    var mail = new StringBuilder();
    for (var header : MailBody.headers(message).entrySet()) {
      if (!header.getKey().startsWith("content-") && !header.getKey().equals("mime-version")) {
        var value = cleaned.apply(String.valueOf(header.getValue()));
        mail.append(cleaned.apply(header.getKey()))
            .append(": ")
            .append(encoded(value))
            .append("\r\n");
      }
    }
    mail.append("MIME-Version: 1.0\r\n")
        .append("Content-Type: text/plain; charset=utf-8\r\n")
        .append("Content-Transfer-Encoding: 8bit\r\n\r\n")
        .append(cleaned.apply(MailText.of(message)));
    return mail.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String encoded(String value) {
    try {
      return MimeUtility.encodeText(value, "utf-8", "B");
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException("Expected UTF-8 to be known", e);
    }
  }
}
