package dev.watchbill.ingest.mail;

import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Everything a mail says once it is decoded, attachments too. */
final class MailParts {
  private static final int DEEPEST = 8;
  private static final int MOST_PARTS = 50;

  private final List<String> texts = new ArrayList<>();
  private int parts;
  private boolean isWhole = true;

  private MailParts() {}

  static MailParts of(Part message) {
    var all = new MailParts();
    all.look(message, 0);
    all.texts.add(MailText.of(message));
    return all;
  }

  /** Headers and bodies, decoded; of what isn't ASCII only the shape is right. */
  List<String> texts() {
    return texts;
  }

  /** Whether every part could be decoded. */
  boolean isWhole() {
    return isWhole;
  }

  private void look(Part part, int depth) {
    if (depth > DEEPEST || ++parts > MOST_PARTS) {
      isWhole = false;
      return;
    }
    try {
      for (Header header : Collections.list(part.getAllHeaders())) {
        texts.add(MailBody.decoded(header.getValue()));
      }
      if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart several) {
        for (var i = 0; i < several.getCount(); i++) {
          look(several.getBodyPart(i), depth + 1);
        }
      } else if (part.isMimeType("message/*") && part.getContent() instanceof Part nested) {
        look(nested, depth + 1);
      } else {
        read(part);
      }
    } catch (MessagingException | IOException | RuntimeException e) {
      isWhole = false;
    }
  }

  private void read(Part part) throws MessagingException, IOException {
    try (var in = part.getInputStream()) {
      var bytes = ByteBuffer.wrap(in.readNBytes(MailTransaction.KEPT));
      // Without the zeros it is readable in UTF-16, too.
      texts.add(StandardCharsets.ISO_8859_1.decode(bytes).toString().replace("\0", ""));
    }
  }
}
