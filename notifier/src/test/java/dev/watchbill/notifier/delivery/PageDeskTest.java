package dev.watchbill.notifier.delivery;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static dev.watchbill.notifier.delivery.Samples.aPage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.Receipt;
import dev.watchbill.testkit.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PageDeskTest {
  private static final RetryLadder QUICK =
      new RetryLadder(
          List.of(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(1)),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5));
  private static final RetryLadder PATIENT =
      new RetryLadder(List.of(Duration.ofHours(1)), Duration.ofHours(1), Duration.ofHours(1));

  private final TestClock clock = new TestClock(NOW);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final RecordingPersonChannel channel = new RecordingPersonChannel("slack");
  private final ReceiptBook receipts = new ReceiptBook();
  private final AtomicInteger done = new AtomicInteger();
  private @Nullable PageDesk opened;

  @AfterEach
  void close() {
    channel.release();
    if (opened != null) {
      opened.close();
    }
  }

  @Test
  void writesOneReceiptForAPageThatWasDelivered() {
    clock.advance(Duration.ofMillis(40));
    take(desk(QUICK), aPage("checkout-1.1").build());

    assertThat(theReceipt())
        .isEqualTo(
            Receipt.newBuilder()
                .setId("checkout-1.1/accepted")
                .setPage("checkout-1.1")
                .setIncident("checkout-1")
                .setService("checkout")
                .setPerson("asha")
                .setChannel("slack")
                .setOutcome("accepted")
                .setAt(NOW.plusMillis(40))
                .setLatencyMs(40)
                .setProviderRef("D1/checkout-1.1")
                .build());
    await().untilAtomic(done, org.hamcrest.Matchers.is(1));
  }

  @Test
  void reportsOnlyTheEndOfSeveralAttempts() {
    channel.answering(Delivery.retryable("503"), Delivery.retryable("503"));
    take(desk(QUICK), aPage("checkout-1.1").build());

    assertThat(theReceipt().getAttempts()).isEqualTo(3);
    assertThat(receipts.lines()).containsExactly("checkout-1.1 accepted");
  }

  @Test
  void failsForGoodWhenEveryAttemptFails() {
    var busy = Delivery.retryable("503");
    channel.answering(busy, busy, busy, busy);
    take(desk(QUICK), aPage("checkout-1.1").build());

    assertThat(theReceipt().getOutcome()).isEqualTo("failed");
    assertThat(theReceipt().getPermanent()).isTrue();
    assertThat(theReceipt().getReason()).isEqualTo("given up after 4 attempts: 503");
  }

  @Test
  void countsAnAttemptThatHangsAsFailed() {
    channel.hangingOn(page -> true);
    var ladder = new RetryLadder(List.of(), Duration.ofMillis(20), Duration.ZERO);
    take(desk(ladder), aPage("checkout-1.1").build());

    assertThat(theReceipt().getReason())
        .isEqualTo("given up after 1 attempts: no answer within 20 ms");
  }

  @Test
  void triesAgainAfterAnAttemptThatHung() {
    var ladder =
        new RetryLadder(
            List.of(Duration.ofMillis(1), Duration.ofMillis(1)),
            Duration.ofMillis(50),
            Duration.ZERO);
    channel.hangingOn(page -> channel.attempts().size() < 3);
    take(desk(ladder), aPage("checkout-1.1").build());

    assertThat(theReceipt().getOutcome()).isEqualTo("accepted");
    assertThat(theReceipt().getAttempts()).isEqualTo(3);
  }

  @Test
  void doesNotSendAPageWhoseTimeIsOver() {
    take(desk(QUICK), aPage("checkout-1.1").setNotAfter(NOW).build());

    assertThat(theReceipt().getOutcome()).isEqualTo("expired");
    assertThat(channel.attempts()).isEmpty();
  }

  @Test
  void callsBackAPageThatWaitsForItsNextAttempt() {
    channel.answering(Delivery.retryable("503"));
    var desk = desk(PATIENT);
    take(desk, aPage("checkout-1.1").build());
    await().until(() -> channel.attempts().size() == 1);

    desk.cancel("checkout-1.1");

    assertThat(theReceipt().getOutcome()).isEqualTo("cancelled");
    assertThat(channel.attempts()).hasSize(1);
  }

  @Test
  void callsBackAPageThatWaitsBehindAnother() {
    channel.hangingOn(page -> page.getId().equals("checkout-1.1"));
    var desk = desk(PATIENT);
    take(desk, aPage("checkout-1.1").build());
    take(desk, aPage("checkout-1.2").build());

    desk.cancel("checkout-1.2");
    channel.release();

    await()
        .untilAsserted(() ->
            assertThat(receipts.lines())
                .containsExactly("checkout-1.1 accepted", "checkout-1.2 cancelled"));
    assertThat(channel.ids()).containsExactly("checkout-1.1");
  }

  @Test
  void neverSendsAPageThatWasCalledBackBeforeItWasTaken() {
    desk(QUICK).take(aPage("checkout-1.1").build(), true, done::incrementAndGet);

    assertThat(theReceipt().getOutcome()).isEqualTo("cancelled");
    assertThat(channel.attempts()).isEmpty();
  }

  @Test
  void keepsTheOrderOfAnIncidentsPagesToOnePerson() {
    channel.answering(Delivery.retryable("503"), Delivery.retryable("503"));
    var desk = desk(QUICK);
    IntStream.rangeClosed(1, 50).forEach(n -> take(desk, aPage("checkout-1." + n).build()));

    await().until(() -> receipts.all().size() == 50);
    assertThat(channel.ids().stream().distinct())
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 50).mapToObj(n -> "checkout-1." + n).toList());
  }

  @Test
  void letsNobodyWaitForAPageThatHangs() {
    channel.hangingOn(page -> page.getPerson().equals("bo"));
    var desk = desk(PATIENT);
    take(desk, aPage("checkout-1.1").setPerson("bo").build());
    IntStream.rangeClosed(2, 500).forEach(n -> take(desk, aPage("checkout-1." + n).build()));

    await().until(() -> receipts.all().size() == 499);
  }

  @Test
  void leavesAnAbandonedPageWithoutReceipt() {
    channel.hangingOn(page -> page.getId().equals("checkout-1.1"));
    var desk = desk(PATIENT);
    take(desk, aPage("checkout-1.1").build());
    desk.take(aPage("checkout-1.2").build(), false, done::incrementAndGet).abandon();
    channel.release();
    take(desk, aPage("checkout-1.3").build());

    await()
        .untilAsserted(() ->
            assertThat(receipts.lines())
                .containsExactly("checkout-1.1 accepted", "checkout-1.3 accepted"));
    assertThat(done).hasValue(2);
  }

  @Test
  void doesNotRepeatAPageThatComesBackWhileItsAttemptIsUnderWay() {
    channel.hangingOn(page -> true);
    var desk = desk(PATIENT);
    desk.take(aPage("checkout-1.1").build(), false, done::incrementAndGet);
    await().until(() -> channel.attempts().size() == 1);
    take(desk, aPage("checkout-1.1").build());
    channel.release();

    await().untilAtomic(done, org.hamcrest.Matchers.is(2));
    assertThat(receipts.lines()).containsExactly("checkout-1.1 accepted");
    assertThat(channel.attempts()).hasSize(1);
  }

  @Test
  void failsAPageAtOnceWhenItsAdapterHasABug() {
    opened =
        new PageDesk(
            new PersonChannel() {
              @Override
              public String name() {
                return "slack";
              }

              @Override
              public Delivery deliver(Page page) {
                throw new IllegalStateException("broken");
              }

              @Override
              public Delivery sumUp(List<Page> pages) {
                return deliver(pages.getFirst());
              }
            },
            PATIENT,
            PageLimit.none(),
            receipts,
            clock,
            new NotifierMetrics(meters));
    take(opened, aPage("checkout-1.1").build());

    assertThat(theReceipt().getReason())
        .isEqualTo("failed here in an unexpected way: IllegalStateException");
  }

  @Test
  void countsPagesByChannelAndOutcome() {
    take(desk(QUICK), aPage("checkout-1.1").build());
    await().untilAtomic(done, org.hamcrest.Matchers.is(1));

    assertThat(
            meters
                .get("watchbill_pages_total")
                .tags("channel", "slack", "outcome", "accepted")
                .counter()
                .count())
        .isEqualTo(1);
  }

  private PageDesk desk(RetryLadder ladder) {
    var desk =
        new PageDesk(
            channel, ladder, PageLimit.none(), receipts, clock, new NotifierMetrics(meters));
    opened = desk;
    return desk;
  }

  private void take(PageDesk desk, Page page) {
    desk.take(page, false, done::incrementAndGet);
  }

  private Receipt theReceipt() {
    await().until(() -> !receipts.all().isEmpty());
    return receipts.all().getFirst();
  }
}
