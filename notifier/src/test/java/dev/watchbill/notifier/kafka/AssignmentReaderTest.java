package dev.watchbill.notifier.kafka;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static dev.watchbill.notifier.delivery.Samples.anAssignment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.watchbill.notifier.delivery.NotifierMetrics;
import dev.watchbill.notifier.delivery.ReceiptBook;
import dev.watchbill.notifier.delivery.RecordingRoomChannel;
import dev.watchbill.notifier.delivery.RetryLadder;
import dev.watchbill.notifier.delivery.RoomDesk;
import dev.watchbill.testkit.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AssignmentReaderTest {
  private final RecordingRoomChannel rooms = new RecordingRoomChannel();
  private final AtomicInteger done = new AtomicInteger();

  @Test
  void showsPeopleOnlyTheNewestOfWhatIsReadAgain() {
    var desk =
        new RoomDesk(
            rooms.messaged("D0ASHA/1", "asha"),
            RetryLadder.ROOMS,
            new ReceiptBook(),
            new TestClock(NOW),
            new NotifierMetrics(new SimpleMeterRegistry()));
    var reader = new AssignmentReader(desk);
    var open = anAssignment("checkout-1", 1).setChannels(List.of()).build();
    var resolved =
        anAssignment("checkout-1", 2).setChannels(List.of()).setState("resolved").build();

    reader.ahead(List.of(open, resolved));
    reader.take(open, done::incrementAndGet);
    await().until(() -> done.get() == 1);
    reader.take(resolved, done::incrementAndGet);

    await().until(() -> done.get() == 2);
    assertThat(rooms.shown()).containsExactly("checkout-1 2 Message[ref=D0ASHA/1, person=asha]");
    desk.close();
  }
}
