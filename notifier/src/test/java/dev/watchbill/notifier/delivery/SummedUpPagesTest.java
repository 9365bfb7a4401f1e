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

/** A crowd of pages to one person: the first by themselves, the rest in one message. */
class SummedUpPagesTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofHours(1);
  private static final RetryLadder ONCE =
      new RetryLadder(List.of(), Duration.ofSeconds(5), Duration.ZERO);

  private final RecordingPersonChannel channel = new RecordingPersonChannel("slack");
  private final ReceiptBook receipts = new ReceiptBook();
  private final AtomicInteger done = new AtomicInteger();
  private @Nullable PageDesk opened;

  @AfterEach
  void close() {
    if (opened != null) {
      opened.close();
    }
  }

  @Test
  void endsEveryPageWithAReceiptThatSaysHowItWasTold() {
    var desk = desk(2, SHORT);
    IntStream.rangeClosed(1, 10).forEach(n -> take(desk, n));

    await().untilAtomic(done, org.hamcrest.Matchers.is(10));
    assertThat(channel.attempts()).hasSize(2);
    assertThat(channel.summaries()).singleElement().satisfies(all -> assertThat(all).hasSize(8));
    assertThat(receipts.all()).extracting(Receipt::getOutcome).containsOnly("accepted");
    assertThat(receipts.all()).extracting(Receipt::getPage).doesNotHaveDuplicates().hasSize(10);
    assertThat(summed())
        .hasSize(8)
        .allSatisfy(receipt -> {
          assertThat(receipt.getReason())
              .isEqualTo(
                  "told of in one message with 7 others, as there were too many pages in a"
                      + " minute");
          assertThat(receipt.getProviderRef()).isNull();
        });
    assertThat(summed()).extracting(Receipt::getSummary).containsOnly(summaryName());
  }

  @Test
  void letsNoticesWaitForNoSlotAndTakeNone() {
    var desk = desk(1, LONG);
    for (var n = 1; n <= 3; n++) {
      desk.take(
          Samples.aPage("notice/x-" + n + ".1").setKind("notice").build(),
          false,
          done::incrementAndGet);
    }
    take(desk, 1);

    await().untilAtomic(done, org.hamcrest.Matchers.is(4));
    assertThat(channel.ids()).hasSize(4).contains("shop-1.1");
    assertThat(channel.summaries()).isEmpty();
  }

  @Test
  void letsTestsTakeNoSlotOfWhatIsReal() {
    var desk = desk(1, LONG);
    for (var n = 1; n <= 3; n++) {
      var test = Samples.aPage("test-" + n + ".1");
      test.getIncident().setTest(true);
      desk.take(test.build(), false, done::incrementAndGet);
    }
    take(desk, 1);

    await().untilAtomic(done, org.hamcrest.Matchers.is(4));
    assertThat(channel.ids()).hasSize(4).contains("shop-1.1");
    assertThat(channel.summaries()).isEmpty();
  }

  @Test
  void tellsOfOneThatWaitedAloneByItself() {
    var desk = desk(1, SHORT);
    take(desk, 1);
    await().untilAtomic(done, org.hamcrest.Matchers.is(1));
    take(desk, 2);

    await().untilAtomic(done, org.hamcrest.Matchers.is(2));
    assertThat(channel.ids()).containsExactly("shop-1.1", "shop-2.1");
    assertThat(channel.summaries()).isEmpty();
    assertThat(summed()).isEmpty();
  }

  @Test
  void callsAWaitingPageBackAtOnce() {
    var desk = desk(1, LONG);
    take(desk, 1);
    await().untilAtomic(done, org.hamcrest.Matchers.is(1));
    take(desk, 2);
    desk.cancel("shop-2.1");

    await().untilAtomic(done, org.hamcrest.Matchers.is(2));
    assertThat(receipts.lines()).containsExactly("shop-1.1 accepted", "shop-2.1 cancelled");
  }

  @Test
  void leavesOutWhatWasCalledBackMeanwhile() {
    var desk = desk(1, SHORT);
    IntStream.rangeClosed(1, 4).forEach(n -> take(desk, n));
    desk.cancel("shop-3.1");

    await().untilAtomic(done, org.hamcrest.Matchers.is(4));
    assertThat(receipts.all()).extracting(Receipt::getPage).doesNotHaveDuplicates().hasSize(4);
    assertThat(channel.summaries()).allSatisfy(all -> assertThat(all).doesNotContain("shop-3.1"));
  }

  @Test
  void callsBackOneThatWaitedAndIsTriedAgainAlone() {
    channel.answering(Delivery.accepted("D1"), Delivery.retryable("503"));
    var patient = new RetryLadder(List.of(LONG), Duration.ofSeconds(5), LONG);
    var desk = desk(new PageLimit(() -> 1, SHORT), patient);
    take(desk, 1);
    await().untilAtomic(done, org.hamcrest.Matchers.is(1));
    take(desk, 2);
    await().until(() -> channel.attempts().size() == 2);
    desk.cancel("shop-2.1");

    await().untilAtomic(done, org.hamcrest.Matchers.is(2));
    assertThat(receipts.lines()).containsExactly("shop-1.1 accepted", "shop-2.1 cancelled");
  }

  @Test
  void failsEachPageOfASummaryThatFails() {
    channel.answering(Delivery.accepted("D1"), Delivery.refused("user_not_found"));
    var desk = desk(1, SHORT);
    IntStream.rangeClosed(1, 3).forEach(n -> take(desk, n));

    await().untilAtomic(done, org.hamcrest.Matchers.is(3));
    assertThat(summed())
        .hasSize(2)
        .allSatisfy(receipt -> {
          assertThat(receipt.getOutcome()).isEqualTo("failed");
          assertThat(receipt.getPermanent()).isTrue();
          assertThat(receipt.getReason()).endsWith(": user_not_found");
        });
  }

  @Test
  void tellsEvenOfAPageWhoseTimeIsOverByThen() {
    var desk = desk(1, SHORT);
    take(desk, 1);
    await().untilAtomic(done, org.hamcrest.Matchers.is(1));
    desk.take(aPage("shop-2.1").setNotAfter(NOW.plusMillis(1)).build(), false, this::finish);

    await().untilAtomic(done, org.hamcrest.Matchers.is(2));
    assertThat(receipts.lines()).containsExactly("shop-1.1 accepted", "shop-2.1 accepted");
  }

  @Test
  void goesOnCountingAfterARestart() {
    var first = desk(2, LONG);
    take(first, 1);
    take(first, 2);
    await().untilAtomic(done, org.hamcrest.Matchers.is(2));
    take(first, 3);
    first.close();

    var second = desk(2, LONG);
    receipts.all().forEach(second::remember);
    take(second, 3);
    second.cancel("shop-3.1");

    await().untilAtomic(done, org.hamcrest.Matchers.is(3));
    assertThat(channel.ids()).containsExactlyInAnyOrder("shop-1.1", "shop-2.1");
    assertThat(receipts.lines()).contains("shop-3.1 cancelled");
  }

  @Test
  void letsNobodyElseWait() {
    var desk = desk(1, LONG);
    IntStream.rangeClosed(1, 100).forEach(n -> take(desk, n));
    desk.take(aPage("shop-1.9").setPerson("bo").build(), false, this::finish);

    await()
        .until(() -> receipts.all().stream().anyMatch(receipt -> "bo".equals(receipt.getPerson())));
  }

  @Test
  void makesTheNextCallAsSoonAsTheOneBeforeHasEnded() {
    var calls = new PageLimit(() -> 6, LONG).over(new Line(LONG, () -> LONG.multipliedBy(3)));
    var desk = desk(calls);
    take(desk, 1);
    await().untilAtomic(done, org.hamcrest.Matchers.is(1));
    take(desk, 2);
    calls.ended("asha", "shop-1.1");

    await().untilAtomic(done, org.hamcrest.Matchers.is(2));
    assertThat(channel.ids()).containsExactly("shop-1.1", "shop-2.1");
  }

  @Test
  void makesTheNextCallAsSoonAsTheOneBeforeHasFailed() {
    channel
        .answering(Delivery.refused("no such number"))
        .hangingOn(page -> page.getId().equals("shop-1.1"));
    var desk = desk(new PageLimit(() -> 6, LONG).over(new Line(LONG, () -> LONG.multipliedBy(3))));
    take(desk, 1);
    await().until(() -> channel.attempts().size() == 1);
    take(desk, 2);
    channel.release();

    await().untilAtomic(done, org.hamcrest.Matchers.is(2));
    assertThat(channel.ids()).containsExactly("shop-1.1", "shop-2.1");
    // The next call is made before the receipt of the one before is written, so either may be
    // first.
    assertThat(receipts.lines()).containsExactlyInAnyOrder("shop-1.1 failed", "shop-2.1 accepted");
  }

  private PageDesk desk(int most, Duration window) {
    return desk(new PageLimit(() -> most, window));
  }

  private PageDesk desk(PageLimit limit) {
    return desk(limit, ONCE);
  }

  private PageDesk desk(PageLimit limit, RetryLadder ladder) {
    var desk =
        new PageDesk(
            channel,
            ladder,
            limit,
            receipts,
            new TestClock(NOW),
            new NotifierMetrics(new SimpleMeterRegistry()));
    opened = desk;
    return desk;
  }

  private void take(PageDesk desk, int number) {
    Page page = aPage("shop-" + number + ".1").build();
    desk.take(page, false, this::finish);
  }

  private void finish() {
    done.incrementAndGet();
  }

  private List<Receipt> summed() {
    return receipts.all().stream().filter(receipt -> receipt.getSummary() != null).toList();
  }

  private String summaryName() {
    return channel.summaries().getFirst().getFirst();
  }
}
