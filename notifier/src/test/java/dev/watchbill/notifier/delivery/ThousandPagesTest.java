package dev.watchbill.notifier.delivery;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static dev.watchbill.notifier.delivery.Samples.aPage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.Page;
import dev.watchbill.testkit.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A thousand pages at once to a provider that answers in 300 ms. */
@Tag("slow")
class ThousandPagesTest {
  private static final int INCIDENTS = 500;

  /** Answers late, and keeps the order in which it was asked. */
  private static final class Slow implements PersonChannel {
    final List<String> order = Collections.synchronizedList(new ArrayList<>());

    @Override
    public String name() {
      return "slow";
    }

    @Override
    public Delivery deliver(Page page) {
      order.add(page.getId());
      try {
        Thread.sleep(Duration.ofMillis(300));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return Delivery.arrived();
    }

    @Override
    public Delivery sumUp(List<Page> pages) {
      return deliver(pages.getFirst());
    }
  }

  @Test
  void areOutInFiveSecondsInOrderForEachIncident() throws Exception {
    var channel = new Slow();
    var done = new CountDownLatch(2 * INCIDENTS);
    var desk =
        new PageDesk(
            channel,
            RetryLadder.PAGES,
            PageLimit.none(),
            new ReceiptBook(),
            new TestClock(NOW),
            new NotifierMetrics(new SimpleMeterRegistry()));
    var begun = System.nanoTime();
    for (var number = 1; number <= 2; number++) {
      for (var incident = 0; incident < INCIDENTS; incident++) {
        var page = aPage("s-%d.%d".formatted(incident, number)).setChannel("slow").build();
        var _ = desk.take(page, false, done::countDown);
      }
    }
    assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    var took = Duration.ofNanos(System.nanoTime() - begun);
    desk.close();

    System.out.printf("MEASURED 1,000 pages at 300 ms each: %d ms%n", took.toMillis());
    assertThat(took).isLessThan(Duration.ofSeconds(5));
    for (var incident = 0; incident < INCIDENTS; incident++) {
      assertThat(channel.order.indexOf("s-%d.1".formatted(incident)))
          .isLessThan(channel.order.indexOf("s-%d.2".formatted(incident)));
    }
  }
}
