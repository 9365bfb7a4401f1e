package dev.watchbill.notifier.email;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static dev.watchbill.notifier.delivery.Samples.aPage;
import static dev.watchbill.notifier.delivery.Samples.anIncident;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.delivery.PersonChannel;
import dev.watchbill.notifier.delivery.PersonChannelContract;
import dev.watchbill.notifier.delivery.Rosters;
import dev.watchbill.notifier.links.LinkSeal;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.testkit.TestClock;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmailChannelTest extends PersonChannelContract {
  private final ScriptedMailServer server = new ScriptedMailServer();
  private final TestClock clock = new TestClock(NOW);
  private final EmailChannel mail = channel("smtp://wb%40shop:s3+cret@127.0.0.1:" + server.port());

  private EmailChannel channel(String url) {
    return channel(url, Session::getTransport);
  }

  private EmailChannel channel(String url, EmailChannel.Lines lines) {
    var environment =
        new Environment(
            Map.of("WATCHBILL_SMTP_URL", url, "WATCHBILL_SMTP_FROM", "oncall@example.com"));
    var links =
        new Links(
            new LinkSeal("a key that nobody knows"),
            () -> Optional.of("https://oncall.example.com"),
            clock);
    return new EmailChannel(
        EmailSettings.of(environment).orElseThrow(), links, Rosters::ashaAndBo, clock, lines);
  }

  private static Page.Builder mailTo(String id) {
    return aPage(id).setChannel("email").setAddress("asha@example.com");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void takesAMailForSentThoughTheServerHangsUpBeforeTheFarewell() {
    var hungUp =
        channel(
            "smtp://127.0.0.1:" + server.port(),
            (session, protocol) -> {
              var transport = session.getTransport(protocol);
              return new HungUp(session, transport);
            });

    assertThat(hungUp.deliver(mailTo("checkout-1.1").build()))
        .isInstanceOf(Delivery.Delivered.class);
    assertThat(server.mails()).hasSize(1);
  }

  /** A line that breaks as soon as its mail is through. */
  private static final class HungUp extends Transport {
    private final Transport line;

    HungUp(Session session, Transport line) {
      super(session, line.getURLName());
      this.line = line;
    }

    @Override
    public synchronized void connect(String host, int port, String user, String password)
        throws MessagingException {
      line.connect(host, port, user, password);
    }

    @Override
    public void sendMessage(Message message, Address[] to) throws MessagingException {
      line.sendMessage(message, to);
    }

    @Override
    public synchronized void close() throws MessagingException {
      line.close();
      throw new MessagingException("Can't send command to SMTP host");
    }
  }

  @Override
  protected PersonChannel whoseProviderIsWell() {
    return toAsha(mail);
  }

  @Override
  protected PersonChannel whoseProviderIsDown() {
    server.answer("MAIL", "451 try later");
    return toAsha(mail);
  }

  @Override
  protected PersonChannel whoseProviderKnowsNobody() {
    server.answer("RCPT", "550 no such user");
    return toAsha(mail);
  }

  private static PersonChannel toAsha(PersonChannel channel) {
    return new PersonChannel() {
      @Override
      public String name() {
        return channel.name();
      }

      @Override
      public Delivery deliver(Page page) {
        return channel.deliver(Page.newBuilder(page).setAddress("asha@example.com").build());
      }

      @Override
      public Delivery sumUp(List<Page> pages) {
        return channel.sumUp(pages);
      }
    };
  }

  @Test
  void saysAllInTextAndInHtml() throws Exception {
    assertThat(mail.deliver(mailTo("checkout-1.1").build()))
        .isEqualTo(Delivery.accepted("<checkout-1.1@example.com>"));

    var sent = sent();
    assertThat(sent.getSubject()).isEqualTo("[CRITICAL] checkout: Checkout answers with errors");
    assertThat(sent.getHeader("To")).containsExactly("asha@example.com");
    assertThat(sent.getHeader("From")).containsExactly("oncall@example.com");
    assertThat(sent.getHeader("Importance")).containsExactly("high");
    assertThat(sent.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(part(sent, 0))
        .contains(
            "CRITICAL checkout: Checkout answers with errors",
            "Why you: on call in payments-primary until Mon 09:00",
            "Acknowledge: https://oncall.example.com/links/",
            "Look at it: https://oncall.example.com/incidents/checkout-1");
    assertThat(part(sent, 1)).contains("<a href=\"https://oncall.example.com/links/");
  }

  @Test
  void threadsTheMailsOfAnIncidentAndKeepsThePagesId() throws Exception {
    mail.deliver(mailTo("checkout-1.1").build());
    mail.deliver(mailTo("checkout-1.2").build());
    mail.deliver(mailTo("checkout-1.2").build());

    var mails = server.mails().stream().map(EmailChannelTest::parsed).toList();
    assertThat(mails)
        .allSatisfy(one -> {
          assertThat(one.getHeader("References")).containsExactly("<checkout-1@example.com>");
          assertThat(one.getHeader("In-Reply-To")).containsExactly("<checkout-1@example.com>");
        });
    assertThat(mails.get(0).getMessageID()).isEqualTo("<checkout-1.1@example.com>");
    assertThat(mails.get(1).getMessageID()).isEqualTo(mails.get(2).getMessageID());
  }

  @Test
  void letsNothingInAnAlertBecomeAHeaderOrMarkup() throws Exception {
    var hostile =
        anIncident("checkout-1")
            .setTitle("down\r\nBcc: everybody@example.com\r\n\r\n<script>alert(1)</script>")
            .build();
    mail.deliver(
        mailTo("checkout-1.1")
            .setIncident(hostile)
            .setText("down <script>alert(1)</script>\n<img src=x onerror=y> & \"more\"")
            .build());

    var sent = sent();
    assertThat(sent.getHeader("Bcc")).isNull();
    assertThat(sent.getSubject()).contains("down Bcc: everybody@example.com");
    assertThat(part(sent, 1))
        .doesNotContain("<script", "<img")
        .contains("&lt;script&gt;", "&quot;more&quot;");
    assertThat(server.commands()).noneMatch(line -> line.contains("everybody@example.com>"));
  }

  @Test
  void tellsOfManyInOneMail() throws Exception {
    var pages =
        IntStream.rangeClosed(1, 60).mapToObj(n -> mailTo("shop-" + n + ".1").build()).toList();

    assertThat(mail.sumUp(pages)).isInstanceOf(Delivery.Delivered.class);
    assertThat(sent().getSubject()).isEqualTo("60 more incidents page you");
    assertThat(part(sent(), 0)).contains("- and 10 more", "https://oncall.example.com/inbox");
  }

  @Test
  void tellsANoticeQuietly() throws Exception {
    mail.deliver(
        mailTo("notice/h-1.1")
            .setKind("notice")
            .setText("You are on call now\nNothing is open.")
            .setAsks(List.of("accept"))
            .setTarget("primary/handoff/1")
            .build());

    assertThat(sent().getHeader("Importance")).isNull();
    assertThat(part(sent(), 0))
        .contains("Nothing is open.", "Answer in the inbox: https://oncall.example.com/inbox")
        .doesNotContain("/links/");
  }

  @ParameterizedTest
  @CsvSource({
    "MAIL, 421 too many connections, retryable, asks to try later",
    "RCPT, 450 mailbox busy, retryable, asks to try later",
    "RCPT, 550 no such user, refused, refused with 550",
    "MAIL, 553 not allowed, refuses us, check WATCHBILL_SMTP_FROM",
    "MAIL, 530 log in first, refuses us, check WATCHBILL_SMTP_URL",
    "DATA, 452 disk full, retryable, asks to try later",
    "END, 554 spam, refused, refused with 554",
    "END, 451 greylisted, retryable, asks to try later",
    "AUTH, 535 wrong, refuses us, check WATCHBILL_SMTP_URL",
    "AUTH, 454 try later, retryable, asks to try later",
    "HELLO, 554 go away, refused, refused with 554",
    "RCPT, drop, retryable, could not be reached",
    "DATA, drop, retryable, could not be reached"
  })
  void takesRefusalsForWhatTheyAre(String command, String answer, String kind, String reason) {
    server.answer(command, answer);

    switch (mail.deliver(mailTo("checkout-1.1").build())) {
      case Delivery.Retryable retryable -> {
        assertThat(kind).isEqualTo("retryable");
        assertThat(retryable.reason()).contains(reason);
      }
      case Delivery.Refused refused -> {
        assertThat(kind).isEqualTo(refused.ofUs() ? "refuses us" : "refused");
        assertThat(refused.reason()).contains(reason);
      }
      case Delivery.Delivered delivered -> throw new AssertionError("taken");
    }
  }

  @Test
  void triesAgainWhenNobodyIsThere() {
    server.close();

    assertThat(mail.deliver(mailTo("checkout-1.1").build())).isInstanceOf(Delivery.Retryable.class);
  }

  @Test
  void refusesWhatIsNoAddress() {
    assertThat(mail.deliver(mailTo("checkout-1.1").setAddress("").build()))
        .isInstanceOf(Delivery.Refused.class);
    assertThat(mail.deliver(mailTo("checkout-1.1").setAddress("a@b, c@d").build()))
        .isInstanceOf(Delivery.Refused.class);
    assertThat(server.mails()).isEmpty();
  }

  @Test
  void sendsNoPasswordInTheClearOverANetwork() {
    var elsewhere =
        EmailSettings.of(
                new Environment(Map.of("WATCHBILL_SMTP_URL", "smtp://a:b@mail.example.com")))
            .orElseThrow();

    assertThat(elsewhere.properties(1_000))
        .containsEntry("mail.smtp.starttls.required", "true")
        .containsEntry("mail.smtp.ssl.checkserveridentity", "true");
    assertThat(elsewhere.port()).isEqualTo(587);
    assertThat(elsewhere.toString()).doesNotContain(":b@", "password");
  }

  @Test
  void saysWhatAnAddressShouldLookLikeWithoutRepeatingIt() {
    var wrong = new Environment(Map.of("WATCHBILL_SMTP_URL", "http://a:secret@mail"));

    assertThatThrownBy(() -> EmailSettings.of(wrong))
        .hasMessageContaining("expected smtp://user:password@host:port")
        .hasMessageNotContaining("secret");
  }

  private MimeMessage sent() {
    return parsed(server.mails().getLast());
  }

  private static MimeMessage parsed(String text) {
    try {
      return new MimeMessage(
          Session.getInstance(new Properties()),
          new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String part(MimeMessage message, int number)
      throws MessagingException, IOException {
    return (String) ((MimeMultipart) message.getContent()).getBodyPart(number).getContent();
  }
}
