package dev.watchbill.ingest.mail;

import dev.watchbill.ingest.SourceFormat;
import dev.watchbill.ingest.auth.Allowance;
import dev.watchbill.ingest.auth.KeyUses;
import dev.watchbill.ingest.auth.Keyring;
import dev.watchbill.ingest.batch.BatchIntake;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.subethamail.smtp.server.SMTPServer;
import org.subethamail.smtp.server.SessionHandler;

/**
 * Takes mails over SMTP. A mail to an integration's address is an alert; there are no others. What
 * can't be made durable is answered 4xx, and the mail server in front of us keeps it and tries
 * again.
 */
public final class MailIntake implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MailIntake.class);
  private static final int MOST_CONNECTIONS = 40;
  private static final int MOST_OF_ONE_ADDRESS = 10;
  private static final int MOST_RECIPIENTS = 20;
  private static final int IDLE_MS = 60_000;

  private final SMTPServer server;
  private final MailSenders senders;
  private final MailSecrets secrets;
  private final BatchIntake takes;
  private final SourceFormat format;
  private final KeyUses uses;
  private final InstantSource clock;
  private final Allowance limits;

  /** What a mail is judged by. */
  public record Parts(
      Keyring keys,
      Supplier<RosterSnapshot> roster,
      BooleanSupplier ready,
      BatchIntake takes,
      SourceFormat format,
      KeyUses uses,
      InstantSource clock) {}

  /** Nothing listens before {@link #start}. */
  public MailIntake(MailSettings settings, Parts parts) {
    // Two mails a second for ever, and a storm of 300.
    this(settings, parts, new Allowance(2, 300));
  }

  MailIntake(MailSettings settings, Parts parts, Allowance limits) {
    this.senders = new MailSenders(parts.keys(), parts.roster(), parts.ready());
    this.secrets = new MailSecrets(parts.keys());
    this.takes = parts.takes();
    this.format = parts.format();
    this.uses = parts.uses();
    this.clock = parts.clock();
    this.limits = limits;
    this.server = server(settings);
  }

  private SMTPServer server(MailSettings settings) {
    var built =
        SMTPServer.port(settings.listen().getPort())
            .bindAddress(settings.listen().getAddress())
            .hostName(settings.host())
            .softwareName("Watchbill")
            .messageHandlerFactory(context -> new MailTransaction(this, context))
            .maxConnections(MOST_CONNECTIONS)
            .sessionHandler(SessionHandler.limitConcurrentSessionsBySource(MOST_OF_ONE_ADDRESS))
            .maxRecipients(MOST_RECIPIENTS)
            .maxMessageSize(MailTransaction.LARGEST)
            .connectionTimeoutMs(IDLE_MS)
            .insertReceivedHeaders(false)
            .executorService(new MailThreads());
    settings
        .tls()
        .ifPresent(
            tls -> built.enableTLS().startTlsSocketFactory(tls).requireTLS(settings.tlsOnly()));
    return built.build();
  }

  /**
   * Starts to listen.
   *
   * @throws IllegalStateException if the port can't be had
   */
  public void start() {
    try {
      server.start();
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "Expected to take mails on %s (WATCHBILL_MAIL_LISTEN), but %s"
              .formatted(server.getDisplayableLocalSocketAddress(), e.getMessage()),
          e);
    }
    LOG.atInfo()
        .addKeyValue("address", server.getDisplayableLocalSocketAddress())
        .log("takes mails");
  }

  /** Where it listens. */
  public int port() {
    return server.getPortAllocated();
  }

  MailSenders senders() {
    return senders;
  }

  MailSecrets secrets() {
    return secrets;
  }

  BatchIntake takes() {
    return takes;
  }

  SourceFormat format() {
    return format;
  }

  KeyUses uses() {
    return uses;
  }

  InstantSource clock() {
    return clock;
  }

  Allowance limits() {
    return limits;
  }

  @Override
  public void close() {
    server.stop();
  }
}
