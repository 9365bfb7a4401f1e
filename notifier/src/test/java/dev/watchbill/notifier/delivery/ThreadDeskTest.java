package dev.watchbill.notifier.delivery;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.serde.TrustedRecords;
import dev.watchbill.testkit.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ThreadDeskTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  static {
    TrustedRecords.trust();
  }

  private final OneThreadFails threads = new OneThreadFails();
  private final AtomicInteger done = new AtomicInteger();

  @Test
  void givesAThreadThatFailsOneTurnBeforeOthersHoweverBusyItsIncidentIs() {
    var desk =
        new ThreadDesk(
            threads,
            new RetryLadder(List.of(MINUTE), MINUTE, MINUTE, true),
            Duration.ofMillis(1),
            new ReceiptBook(),
            new TestClock(NOW),
            new NotifierMetrics(new SimpleMeterRegistry()));

    desk.take(incident("busy-1", 1), () -> {});
    await().until(() -> threads.told.size() == 1);
    for (var steps = 2; steps <= 6; steps++) {
      desk.take(incident("busy-1", steps), () -> {});
    }
    desk.take(incident("other-1", 1), done::incrementAndGet);
    threads.open.release(1_000_000);

    await().until(() -> done.get() == 1);
    assertThat(threads.told.subList(0, 3)).containsExactly("busy-1 1", "busy-1 6", "other-1 1");
    desk.close();
  }

  private static Incident incident(String id, int steps) {
    return Incident.newBuilder()
        .setId(id)
        .setService("checkout")
        .setTimeline(
            LongStream.rangeClosed(1, steps)
                .mapToObj(number ->
                    IncidentEvent.newBuilder()
                        .setId(id + "/" + number)
                        .setAt(NOW)
                        .setType("opened")
                        .build())
                .toList())
        .build();
  }

  /** Two incidents in one room; the thread of {@code busy-1} alone fails. */
  private static final class OneThreadFails implements ThreadChannel {
    final List<String> told = new CopyOnWriteArrayList<>();
    final Semaphore open = new Semaphore(0);

    @Override
    public String provider() {
      return "slack";
    }

    @Override
    public List<Post> posts(String incident) {
      return List.of(new Post("#payments-alerts", "C1/" + incident));
    }

    @Override
    public boolean mayShow(Incident incident) {
      return true;
    }

    @Override
    public boolean tells(IncidentEvent step) {
      return true;
    }

    @Override
    public Delivery reply(
        Post post, Incident incident, List<IncidentEvent> steps, int forgotten, long through) {
      told.add(incident.getId() + " " + through);
      open.acquireUninterruptibly();
      return incident.getId().equals("busy-1")
          ? Delivery.retryable("internal_error")
          : Delivery.accepted("C1/2");
    }

    @Override
    public OptionalLong through(Post post, Instant since) {
      return OptionalLong.empty();
    }
  }
}
