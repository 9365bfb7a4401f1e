package dev.watchbill.ingest.mail;

import dev.watchbill.ingest.Arrival;
import dev.watchbill.ingest.IntegrationSettings;
import dev.watchbill.ingest.PlainText;
import dev.watchbill.ingest.json.JsonTree.Parsed;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MailDateFormat;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.UnsupportedEncodingException;
import java.text.ParseException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * A mail as the value a mapping sees: {@code subject}, {@code topic} (the subject without what says
 * how things stand), {@code state}, {@code from}, {@code date}, {@code priority}, {@code
 * message_id}, {@code text} and {@code headers}. Monitoring is careless with MIME, and an alert
 * must not be lost for it: what can't be read of a mail is left out, and the rest is an alert.
 */
public final class MailBody {
  private static final int MOST_HEADERS = 100;
  private static final int LONGEST_HEADER = 1_000;
  private static final Session SESSION = Session.getInstance(new Properties());

  private MailBody() {}

  /** Takes a mail apart. */
  public static Parsed decode(byte[] mail, Arrival arrival, IntegrationSettings from) {
    try {
      var message = new MimeMessage(SESSION, new ByteArrayInputStream(mail));
      var headers = headers(message);
      if (headers.isEmpty()) {
        return new Parsed.Unreadable("Expected a mail that begins with its headers, but got none");
      }
      return new Parsed.Value(value(message, headers, arrival));
    } catch (MessagingException | RuntimeException e) {
      return new Parsed.Unreadable("Expected a mail, but its headers can't be read");
    }
  }

  private static Map<String, Object> value(
      MimeMessage message, Map<String, Object> headers, Arrival arrival) {
    var subject = text(headers, "subject");
    var said = MailSubject.of(subject);
    var value = new LinkedHashMap<String, Object>();
    value.put("subject", subject);
    value.put("topic", said.topic());
    value.put("state", said.state());
    value.put("from", address(text(headers, "from")));
    value.put("date", date(text(headers, "date"), arrival));
    value.put("priority", priority(headers));
    value.put("message_id", text(headers, "message-id"));
    value.put("text", MailText.of(message));
    value.put("headers", headers);
    return value;
  }

  /** The first of each name, decoded, by its name in small letters. */
  static Map<String, Object> headers(MimeMessage message) throws MessagingException {
    var headers = new LinkedHashMap<String, Object>();
    for (Header header : Collections.list(message.getAllHeaders())) {
      var name = header.getName().toLowerCase(Locale.ROOT);
      if (headers.size() < MOST_HEADERS && !name.isBlank()) {
        headers.putIfAbsent(name, PlainText.line(decoded(header.getValue()), LONGEST_HEADER));
      }
    }
    return headers;
  }

  /** What an encoded header says. */
  static String decoded(String value) {
    var cut = value.length() > LONGEST_HEADER * 4 ? value.substring(0, LONGEST_HEADER * 4) : value;
    try {
      return MimeUtility.decodeText(MimeUtility.unfold(cut));
    } catch (UnsupportedEncodingException | RuntimeException e) {
      return cut;
    }
  }

  private static String text(Map<String, Object> headers, String name) {
    return String.valueOf(headers.getOrDefault(name, ""));
  }

  private static String address(String from) {
    try {
      var all = InternetAddress.parseHeader(from, false);
      return all.length == 0 || all[0].getAddress() == null ? from : all[0].getAddress();
    } catch (MessagingException | RuntimeException e) {
      return from;
    }
  }

  /**
   * As an instant. Where it can't be read, when it came: each mail is news, and one without a time
   * would be taken for the one before, which somebody may have resolved by hand.
   */
  private static String date(String date, Arrival arrival) {
    try {
      return new MailDateFormat().parse(date).toInstant().toString();
    } catch (ParseException | RuntimeException e) {
      return arrival.at().toString();
    }
  }

  private static String priority(Map<String, Object> headers) {
    var urgent = text(headers, "x-priority").strip() + " " + text(headers, "importance");
    var word = urgent.toLowerCase(Locale.ROOT);
    return word.matches("[12]\\b.*") || word.contains("high") ? "high" : "";
  }
}
