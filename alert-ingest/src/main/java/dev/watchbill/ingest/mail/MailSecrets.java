package dev.watchbill.ingest.mail;

import dev.watchbill.ingest.auth.Keyring;
import dev.watchbill.ingest.auth.PresentedKey;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes keys of integrations out of mails: an address is one, and a mail names those it goes to.
 * Keys are known by their hashes only, so that each word that could be one is looked up.
 */
public final class MailSecrets {
  private static final String HIDDEN = "***";
  private static final Session SESSION = Session.getInstance(new Properties());

  /** As keys are minted, or somebody chose one. */
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{6,1000}");

  private static final int LONGEST = 1_000;

  /** What ends the local part of an address, going back. */
  private static final String NONE_OF = " \t\r\n<>\"(),:;@[]\\";

  private final Keyring keys;

  public MailSecrets(Keyring keys) {
    this.keys = keys;
  }

  /** A mail without any key; where one stood encoded, it is written anew without what held it. */
  public byte[] without(byte[] mail, Instant now) {
    return without(mail, Set.of(), now);
  }

  /**
   * The same.
   *
   * @param known keys it was sent by, whether they are good any longer or not
   */
  byte[] without(byte[] mail, Collection<String> known, Instant now) {
    var text = latin(mail);
    var secrets = new LinkedHashSet<>(known);
    secrets.addAll(in(text, now));
    var clean =
        secrets.isEmpty() ? mail : hidden(text, secrets).getBytes(StandardCharsets.ISO_8859_1);
    return decoded(clean, secrets, now);
  }

  private byte[] decoded(byte[] mail, Set<String> secrets, Instant now) {
    try {
      var message = new MimeMessage(SESSION, new ByteArrayInputStream(mail));
      if (!message.getAllHeaders().hasMoreElements()) {
        return mail;
      }
      var parts = MailParts.of(message);
      var found = new LinkedHashSet<>(secrets);
      parts.texts().forEach(text -> found.addAll(in(text, now)));
      var isHeld = parts.texts().stream().anyMatch(text -> holds(text, found));
      return isHeld || !parts.isWhole() ? PlainMail.of(message, text -> hidden(text, found)) : mail;
    } catch (MessagingException | RuntimeException e) {
      // What can't be read as a mail is refused, and nothing in it is decoded for anybody.
      return mail;
    }
  }

  private Set<String> in(String text, Instant now) {
    var candidates = new HashSet<String>();
    var words = WORD.matcher(text);
    while (words.find()) {
      candidates.add(words.group());
    }
    for (var at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
      candidates.add(MailAddress.secret(localPart(text, at) + "@"));
    }
    candidates.removeIf(word -> !isKey(word, now) && !isKey(word.toLowerCase(Locale.ROOT), now));
    return candidates;
  }

  /** What stands before an at sign; any key may. */
  private static String localPart(String text, int at) {
    var start = at;
    while (start > 0 && at - start < LONGEST && NONE_OF.indexOf(text.charAt(start - 1)) < 0) {
      start--;
    }
    return text.substring(start, at);
  }

  private boolean isKey(String word, Instant now) {
    return PresentedKey.key(word).flatMap(key -> keys.find(key, now)).isPresent();
  }

  private static boolean holds(String text, Set<String> secrets) {
    var lower = text.toLowerCase(Locale.ROOT);
    return secrets.stream().anyMatch(secret -> lower.contains(secret.toLowerCase(Locale.ROOT)));
  }

  private static String hidden(String text, Collection<String> secrets) {
    var clean = text;
    for (var secret : secrets) {
      if (!secret.isEmpty()) {
        clean =
            Pattern.compile(Pattern.quote(secret), Pattern.CASE_INSENSITIVE)
                .matcher(clean)
                .replaceAll(HIDDEN);
      }
    }
    return clean;
  }

  private static String latin(byte[] bytes) {
    return StandardCharsets.ISO_8859_1.decode(ByteBuffer.wrap(bytes)).toString();
  }
}
