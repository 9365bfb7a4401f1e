package dev.watchbill.notifier.email;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static dev.watchbill.notifier.delivery.Samples.aPage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.notifier.delivery.NotifierMetrics;
import dev.watchbill.notifier.delivery.PageDesk;
import dev.watchbill.notifier.delivery.PageLimit;
import dev.watchbill.notifier.delivery.ReceiptBook;
import dev.watchbill.notifier.delivery.RetryLadder;
import dev.watchbill.notifier.delivery.Rosters;
import dev.watchbill.notifier.links.LinkSeal;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.schemas.Receipt;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.testkit.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a page for each thing that a mail server does instead of taking it. */
class MailErrorsTest {
  private static final RetryLadder LADDER =
      new RetryLadder(
          List.of(Duration.ofMillis(10), Duration.ofMillis(10)),
          Duration.ofMillis(700),
          Duration.ofSeconds(5));

  private final ScriptedMailServer server = new ScriptedMailServer();
  private final TestClock clock = new TestClock(NOW);
  private final ReceiptBook receipts = new ReceiptBook();

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "HELLO, 421 too busy",
    "AUTH, 454 try later",
    "MAIL, 451 try later",
    "RCPT, 450 mailbox busy",
    "DATA, 452 disk full",
    "END, 451 greylisted",
    "EHLO, hang",
    "RCPT, hang",
    "RCPT, drop",
    "DATA, drop"
  })
  void whatPassesIsTriedAgainAndArrivesOnce(String command, String answer) throws Exception {
    server.answerOnce(command, answer);

    var receipt = send();

    assertThat(receipt.getOutcome()).as(receipt.toString()).isEqualTo("accepted");
    assertThat(receipt.getAttempts()).isEqualTo(2);
    assertThat(server.mails()).hasSize(command.equals("END") ? 2 : 1);
  }

  @ParameterizedTest
  @CsvSource({
    "HELLO, 554 no SMTP service here, refused with 554",
    "AUTH, 535 the password was changed, WATCHBILL_SMTP_URL",
    "RCPT, 550 no such user, refused with 550",
    "MAIL, 553 not from you, refused with 553",
    "END, 554 taken for spam, refused with 554"
  })
  void whatWillNeverWorkFailsAtOnceAndSaysWhy(String command, String answer, String why)
      throws Exception {
    server.answer(command, answer);

    var receipt = send();

    assertThat(receipt.getOutcome()).isEqualTo("failed");
    assertThat(receipt.getPermanent()).isTrue();
    assertThat(receipt.getAttempts()).isEqualTo(1);
    assertThat(receipt.getReason()).contains(why).doesNotContain("s3cret");
  }

  @ParameterizedTest
  @CsvSource({"MAIL, 451 try later", "RCPT, hang"})
  void whatLastsFailsAfterTheLastAttempt(String command, String answer) throws Exception {
    server.answer(command, answer);

    var receipt = send();

    assertThat(receipt.getOutcome()).isEqualTo("failed");
    assertThat(receipt.getReason()).startsWith("given up after 3 attempts: ");
  }

  /** The one receipt that comes of it. */
  private Receipt send() throws InterruptedException {
    var environment =
        new Environment(
            Map.of(
                "WATCHBILL_SMTP_URL",
                "smtp://wb:s3cret@127.0.0.1:" + server.port(),
                "WATCHBILL_SMTP_FROM",
                "oncall@example.com"));
    var links =
        new Links(
            new LinkSeal("a key that nobody knows"),
            () -> Optional.of("https://oncall.example.com"),
            clock);
    var mail =
        new EmailChannel(
            EmailSettings.of(environment).orElseThrow(), links, Rosters::ashaAndBo, clock);
    var page = aPage("checkout-1.1").setChannel("email").setAddress("asha@example.com").build();
    var done = new CountDownLatch(1);
    try (var desk =
        new PageDesk(
            mail,
            LADDER,
            PageLimit.none(),
            receipts,
            clock,
            new NotifierMetrics(new SimpleMeterRegistry()))) {
      var _ = desk.take(page, false, done::countDown);
      assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(receipts.all()).hasSize(1);
    return receipts.all().getFirst();
  }
}
