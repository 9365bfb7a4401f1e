package dev.watchbill.ingest.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jsoup.Jsoup;

/**
 * What a person reads of a mail, as plain text: its first text, else the text of its first HTML.
 * Attachments are nobody's alert. Bounded in depth, parts and length, whatever the mail says.
 */
final class MailText {
  private static final int DEEPEST = 8;
  private static final int MOST_PARTS = 50;
  private static final int MOST_BYTES = 256 * 1024;

  private int parts;
  private Optional<String> plain = Optional.empty();
  private Optional<String> html = Optional.empty();

  private MailText() {}

  static String of(Part message) {
    var found = new MailText();
    found.look(message, 0);
    return found.plain.filter(text -> !text.isBlank()).or(() -> found.html).orElse("");
  }

  private void look(Part part, int depth) {
    if (depth > DEEPEST || ++parts > MOST_PARTS || plain.isPresent()) {
      return;
    }
    try {
      if (part.isMimeType("multipart/*")) {
        if (part.getContent() instanceof Multipart several) {
          for (var i = 0; i < several.getCount(); i++) {
            look(several.getBodyPart(i), depth + 1);
          }
        }
      } else if (!Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
        read(part);
      }
    } catch (MessagingException | IOException | RuntimeException e) {
      // A part that can't be read is left out: the subject is an alert, too.
    }
  }

  private void read(Part part) throws MessagingException, IOException {
    if (part.isMimeType("text/html")) {
      html = html.or(() -> Optional.of(Jsoup.parse(content(part)).wholeText().strip()));
    } else if (part.isMimeType("text/*")) {
      plain = Optional.of(content(part));
    }
  }

  private static String content(Part part) {
    try (InputStream in = part.getInputStream()) {
      return new String(in.readNBytes(MOST_BYTES), charset(part));
    } catch (MessagingException | IOException e) {
      return raw(part);
    }
  }

  /** It isn't encoded as it says it is. */
  private static String raw(Part part) {
    if (part instanceof jakarta.mail.internet.MimePart) {
      try (InputStream in = rawStream(part)) {
        return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
      } catch (MessagingException | IOException e) {
        return "";
      }
    }
    return "";
  }

  private static InputStream rawStream(Part part) throws MessagingException {
    return switch (part) {
      case jakarta.mail.internet.MimeMessage message -> message.getRawInputStream();
      case jakarta.mail.internet.MimeBodyPart body -> body.getRawInputStream();
      default -> InputStream.nullInputStream();
    };
  }

  private static Charset charset(Part part) {
    try {
      var type = new jakarta.mail.internet.ContentType(part.getContentType());
      var name = type.getParameter("charset");
      return name == null
          ? StandardCharsets.UTF_8
          : Charset.forName(jakarta.mail.internet.MimeUtility.javaCharset(name));
    } catch (MessagingException | IllegalArgumentException e) {
      return StandardCharsets.UTF_8;
    }
  }
}
