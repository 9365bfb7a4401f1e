package dev.watchbill.ingest.sns;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;

/**
 * Whether Amazon signed a message.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html">Verifying
 *     the signatures of Amazon SNS messages</a>
 */
final class Signature {
  private static final List<String> OF_NOTIFICATION =
      List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type");
  private static final List<String> OF_SUBSCRIPTION =
      List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");

  private Signature() {}

  static boolean isValid(Map<?, ?> message, byte[] certificate, Instant now) {
    try {
      var signer =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(certificate));
      signer.checkValidity(Date.from(now));
      var verifier = java.security.Signature.getInstance(algorithm(message));
      verifier.initVerify(signer.getPublicKey());
      verifier.update(signed(message).getBytes(StandardCharsets.UTF_8));
      return verifier.verify(Base64.getDecoder().decode(text(message, "Signature")));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  private static String algorithm(Map<?, ?> message) {
    return text(message, "SignatureVersion").equals("2") ? "SHA256withRSA" : "SHA1withRSA";
  }

  /** Names and values in the order Amazon states; a subject only where there is one. */
  static String signed(Map<?, ?> message) {
    var names = text(message, "Type").equals("Notification") ? OF_NOTIFICATION : OF_SUBSCRIPTION;
    var signed = new StringBuilder();
    for (var name : names) {
      if (message.containsKey(name)) {
        signed.append(name).append('\n').append(text(message, name)).append('\n');
      }
    }
    return signed.toString();
  }

  private static String text(Map<?, ?> message, String name) {
    return message.get(name) instanceof String text ? text : "";
  }
}
