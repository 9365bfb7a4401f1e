package dev.watchbill.notifier.email;

import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.delivery.PersonChannel;
import dev.watchbill.notifier.delivery.RetryLadder;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.notifier.message.Wording;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.roster.RosterSnapshot;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pages and notices as mails, each over a connection of its own. The same page has the same
 * Message-ID, so that mail programs which see it twice after a crash show it once.
 */
public final class EmailChannel implements PersonChannel {
  /** As in pages and contacts. */
  public static final String NAME = "email";

  private static final Logger LOG = LoggerFactory.getLogger(EmailChannel.class);

  /** Mail servers refuse whoever opens hundreds of connections. */
  private static final int AT_ONCE = 16;

  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  private final EmailSettings settings;
  private final Links links;
  private final Supplier<RosterSnapshot> roster;
  private final InstantSource clock;
  private final Session session;
  private final Lines lines;

  /** Opens none yet. */
  interface Lines {
    Transport of(Session session, String protocol) throws MessagingException;
  }

  public EmailChannel(
      EmailSettings settings, Links links, Supplier<RosterSnapshot> roster, InstantSource clock) {
    this(settings, links, roster, clock, Session::getTransport);
  }

  EmailChannel(
      EmailSettings settings,
      Links links,
      Supplier<RosterSnapshot> roster,
      InstantSource clock,
      Lines lines) {
    this.lines = lines;
    this.settings = settings;
    this.links = links;
    this.roster = roster;
    this.clock = clock;
    var properties = settings.properties(Math.toIntExact(RetryLadder.PAGES.attempt().toMillis()));
    settings
        .authorities()
        .ifPresent(pem ->
            properties.put(
                "mail." + settings.protocol() + ".ssl.socketFactory", Authorities.trusting(pem)));
    session = Session.getInstance(properties);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int atOnce() {
    return AT_ONCE;
  }

  @Override
  public Delivery deliver(Page page) {
    return send(
        page.getAddress(), page.getId(), IncidentMail.of(page, links, new Wording(roster.get())));
  }

  @Override
  public Delivery sumUp(List<Page> pages) {
    var last = pages.getLast();
    return send(last.getAddress(), "summary." + last.getId(), IncidentMail.of(pages, links));
  }

  private Delivery send(String address, String id, IncidentMail mail) {
    if (address.isBlank()) {
      return Delivery.refused("Expected an e-mail address, but there is none");
    }
    var messageId = messageId(id);
    try {
      send(message(address, messageId, mail));
      return Delivery.accepted(messageId);
    } catch (MessagingException e) {
      return MailErrors.of(e);
    }
  }

  // Not try-with-resources: once the server has it, a farewell that fails changes nothing.
  private void send(MimeMessage message) throws MessagingException {
    var transport = lines.of(session, settings.protocol());
    try {
      transport.connect(
          settings.host(),
          settings.port(),
          settings.user().orElse(null),
          settings.password().orElse(null));
      transport.sendMessage(message, message.getAllRecipients());
    } finally {
      close(transport);
    }
  }

  private static void close(Transport transport) {
    try {
      transport.close();
    } catch (MessagingException e) {
      LOG.atDebug().setCause(e).log("mail server hung up first");
    }
  }

  private MimeMessage message(String address, String messageId, IncidentMail mail)
      throws MessagingException {
    var message = new WithId(session, messageId);
    message.setFrom(new InternetAddress(settings.from()));
    message.setRecipient(Message.RecipientType.TO, new InternetAddress(address, true));
    message.setSubject(mail.subject(), UTF_8);
    message.setSentDate(Date.from(clock.instant()));
    // All mails about one incident hang on a first one that was never sent.
    var root = messageId(mail.thread());
    message.setHeader("In-Reply-To", root);
    message.setHeader("References", root);
    message.setHeader("Auto-Submitted", "auto-generated");
    // Intake takes none of these for an alert, wherever they are sent on to.
    message.setHeader("X-Watchbill", "page");
    if (mail.urgent()) {
      message.setHeader("Importance", "high");
      message.setHeader("X-Priority", "1");
    }
    var text = new MimeBodyPart();
    text.setText(mail.text(), UTF_8);
    var html = new MimeBodyPart();
    html.setText(mail.html(), UTF_8, "html");
    message.setContent(new MimeMultipart("alternative", text, html));
    message.saveChanges();
    return message;
  }

  private String messageId(String id) {
    return "<%s@%s>".formatted(id.replaceAll("[^A-Za-z0-9._-]", "-"), settings.domain());
  }

  /** Keeps its own Message-ID; the library's would change with each attempt. */
  private static final class WithId extends MimeMessage {
    private final String id;

    WithId(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
