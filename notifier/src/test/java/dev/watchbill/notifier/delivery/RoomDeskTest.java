package dev.watchbill.notifier.delivery;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static dev.watchbill.notifier.delivery.Samples.anAssignment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.watchbill.schemas.ChatChannel;
import dev.watchbill.testkit.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoomDeskTest {
  private static final RetryLadder QUICK =
      new RetryLadder(List.of(Duration.ofMillis(1)), Duration.ofMinutes(1), Duration.ofSeconds(5));

  private final RecordingRoomChannel rooms = new RecordingRoomChannel();
  private final ReceiptBook receipts = new ReceiptBook();
  private final AtomicInteger done = new AtomicInteger();
  private final RoomDesk desk =
      new RoomDesk(
          rooms,
          QUICK,
          receipts,
          new TestClock(NOW),
          new NotifierMetrics(new SimpleMeterRegistry()));

  @AfterEach
  void close() {
    rooms.release();
    desk.close();
  }

  @Test
  void writesAReceiptThatNamesTheRoomAndTheMessage() {
    take(1);

    await().until(() -> done.get() == 1);
    assertThat(receipts.all())
        .singleElement()
        .satisfies(receipt -> {
          assertThat(receipt.getPage()).isEmpty();
          assertThat(receipt.getAddress()).isEqualTo("#payments-alerts");
          assertThat(receipt.getProviderRef()).isEqualTo("C1/1");
          assertThat(receipt.getOutcome()).isEqualTo("accepted");
        });
  }

  @Test
  void showsAssignmentsOfAnIncidentInTheirOrder() {
    rooms.answering(Delivery.retryable("503"));
    take(1);
    await().until(() -> done.get() == 1);
    take(2);

    await().until(() -> done.get() == 2);
    assertThat(rooms.shown().stream().map(line -> line.split(" ", -1)[1]))
        .containsExactly("1", "1", "2");
  }

  @Test
  void showsOnlyTheNewestOfThoseThatWait() {
    rooms.hold();
    take(1);
    await().until(() -> rooms.shown().size() == 1);
    take(2);
    take(3);
    rooms.release();

    await().until(() -> done.get() == 3);
    assertThat(rooms.shown().stream().map(line -> line.split(" ", -1)[1]))
        .containsExactly("1", "3");
  }

  @Test
  void finishesOnceEveryRoomHasAnEndResult() {
    rooms.answering(Delivery.refused("is_archived"));
    var assignment =
        anAssignment("checkout-1", 1)
            .setChannels(List.of(new ChatChannel("slack", "#a"), new ChatChannel("slack", "#b")))
            .build();

    desk.take(assignment, done::incrementAndGet);

    await().until(() -> done.get() == 1);
    assertThat(receipts.all().stream().map(receipt -> receipt.getOutcome()))
        .containsExactlyInAnyOrder("accepted", "failed");
  }

  @Test
  void finishesAtOnceWhatIsShownNowhere() {
    desk.take(anAssignment("checkout-1", 1).setChannels(List.of()).build(), done::incrementAndGet);

    assertThat(done).hasValue(1);
  }

  private void take(long seq) {
    desk.take(anAssignment("checkout-1", seq).build(), done::incrementAndGet);
  }
}
