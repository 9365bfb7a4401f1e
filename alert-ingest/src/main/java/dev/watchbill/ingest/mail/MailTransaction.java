package dev.watchbill.ingest.mail;

import dev.watchbill.ingest.AlertLog.Appended;
import dev.watchbill.ingest.Arrival;
import dev.watchbill.ingest.PlainText;
import dev.watchbill.ingest.auth.KeyUse;
import dev.watchbill.ingest.batch.Body;
import dev.watchbill.ingest.mail.MailSenders.Recipient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.DropConnectionException;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;

/** One mail: 250 only when what it is stands on all in-sync replicas; else it must come again. */
final class MailTransaction implements MessageHandler {
  /** Of a mail; what lies behind it are attachments. */
  static final int KEPT = 1024 * 1024;

  /** Of a mail before it is refused; it is read, and mostly forgotten. */
  static final int LARGEST = 25 * 1024 * 1024;

  private final MailIntake intake;
  private final MessageContext context;
  private final List<Recipient> recipients = new ArrayList<>();

  MailTransaction(MailIntake intake, MessageContext context) {
    this.intake = intake;
    this.context = context;
  }

  @Override
  public void from(String from) {
    // Whoever has the address may send.
  }

  @Override
  public void recipient(String address) throws RejectException {
    if (!intake.senders().ready().getAsBoolean()) {
      throw new RejectException(451, "4.3.0 Expected keys and roster to be read; send again");
    }
    var now = intake.clock().instant();
    var found = intake.senders().find(address, now);
    if (found.isEmpty()) {
      throw new RejectException(550, "5.1.1 Expected an integration's address, but got another");
    }
    var name = found.get().integration().name();
    if (!names().contains(name) && !intake.limits().take(name, now)) {
      throw new RejectException(450, "4.7.1 Expected fewer mails; send again later");
    }
    recipients.add(found.get());
  }

  private Set<String> names() {
    return recipients.stream().map(it -> it.integration().name()).collect(Collectors.toSet());
  }

  @Override
  public @Nullable String data(InputStream data) throws RejectException, IOException {
    var secrets = recipients.stream().map(Recipient::secret).collect(Collectors.toSet());
    var mail = intake.secrets().without(read(data), secrets, intake.clock().instant());
    var taken = new HashSet<String>();
    for (var recipient : recipients) {
      // By two addresses of one integration it came once.
      if (taken.add(recipient.integration().name())) {
        take(mail, recipient);
      }
      note(recipient);
    }
    return null;
  }

  private static byte[] read(InputStream data) throws RejectException, IOException {
    var kept = new ByteArrayOutputStream(16 * 1024);
    var some = new byte[16 * 1024];
    var all = 0L;
    for (var read = data.read(some); read >= 0; read = data.read(some)) {
      kept.write(some, 0, Math.min(read, KEPT - kept.size()));
      all += read;
      if (all > LARGEST) {
        // What is left of it must not be read as commands.
        throw new DropConnectionException(
            552, "5.3.4 Expected at most %d bytes, but got more".formatted(LARGEST));
      }
    }
    return kept.toByteArray();
  }

  private void take(byte[] mail, Recipient recipient) throws RejectException {
    var from = recipient.integration();
    var arrival = new Arrival(intake.clock().instant(), "mail:" + from.name(), sender(), Map.of());
    var body = new Body(mail, arrival);
    var taken = intake.takes().take(List.of(body), intake.format(), from);
    if (taken.kept() instanceof Appended.Unavailable) {
      // The library would still expect this mail's end, and refuse the next one for good.
      throw new DropConnectionException(
          451, "4.3.0 Expected the broker to acknowledge in time; send again");
    }
  }

  private void note(Recipient recipient) {
    var name = recipient.integration().name();
    intake
        .uses()
        .note(new KeyUse(recipient.credential(), name, intake.clock().instant(), sender()));
  }

  private String sender() {
    var remote =
        context.getRemoteAddress() instanceof InetSocketAddress address
            ? address.getAddress().getHostAddress()
            : "";
    return PlainText.line(remote + " smtp " + context.getHelo().orElse(""), 300).strip();
  }

  @Override
  public void done() {
    recipients.clear();
  }
}
