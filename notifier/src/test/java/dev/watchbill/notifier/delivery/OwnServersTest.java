package dev.watchbill.notifier.delivery;

import static dev.watchbill.notifier.delivery.Samples.aPage;
import static dev.watchbill.notifier.delivery.Samples.anAssignment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.ChatChannel;
import dev.watchbill.schemas.Page;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where each address is a server of its own, one that is away holds up no other. */
class OwnServersTest {
  private static final String DEAD = "https://dead.example/hooks/s3cret?key=1";
  private static final String WELL = "${env:WELL}";

  private final ReceiptBook receipts = new ReceiptBook();
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final ProviderTrouble trouble = (provider, why, last) -> told.add(provider + ": " + why);
  private final NotifierMetrics metrics = new NotifierMetrics(new SimpleMeterRegistry());
  private final InstantSource clock = InstantSource.system();

  private Delivery answer(String address) {
    if (address.equals(WELL)) {
      return Delivery.accepted("1");
    }
    asked.incrementAndGet();
    return Delivery.retryable("answered 500");
  }

  private final RoomChannel rooms =
      new RoomChannel() {
        @Override
        public String provider() {
          return "webhook";
        }

        @Override
        public List<Place> places(Assignment assignment) {
          return Rooms.of("webhook", assignment);
        }

        @Override
        public String server(Place place) {
          return ((Place.Room) place).address();
        }

        @Override
        public Delivery show(Assignment assignment, Place place) {
          return answer(((Place.Room) place).address());
        }
      };

  private final PersonChannel people =
      new PersonChannel() {
        @Override
        public String name() {
          return "teams";
        }

        @Override
        public String server(Page page) {
          return page.getAddress();
        }

        @Override
        public Delivery deliver(Page page) {
          return answer(page.getAddress());
        }

        @Override
        public Delivery sumUp(List<Page> pages) {
          return answer(pages.getFirst().getAddress());
        }
      };

  private static RetryLadder ladder(boolean patient) {
    return new RetryLadder(
        List.of(Duration.ofMillis(1)), Duration.ofSeconds(10), Duration.ofMinutes(1), patient);
  }

  @Test
  void amongRooms() {
    try (var desk = new RoomDesk(rooms, ladder(true), receipts, trouble, clock, metrics)) {
      for (var n = 1; n <= 10; n++) {
        var _ = desk.take(assignment("checkout-" + n, DEAD), () -> {});
      }
      await().until(() -> !told.isEmpty());

      var _ = desk.take(assignment("search-1", WELL), done::incrementAndGet);
      await().atMost(Duration.ofSeconds(2)).until(() -> done.get() == 1);
      assertThat(receipts.all())
          .singleElement()
          .satisfies(receipt -> assertThat(receipt.getOutcome()).isEqualTo("accepted"));
    }
    assertThat(told).first().isEqualTo("webhook-rooms: dead.example: it fails again and again");
  }

  @Test
  void amongWhomPagesAndNoticesGoTo() {
    try (var desk =
        new PageDesk(people, ladder(false), PageLimit.none(), receipts, trouble, clock, metrics)) {
      for (var n = 1; n <= 10; n++) {
        var _ = desk.take(page("checkout-%d.1".formatted(n), DEAD), false, done::incrementAndGet);
      }
      await().until(() -> done.get() == 10);
      assertThat(asked.get()).isLessThan(20);

      var _ = desk.take(page("search-1.1", WELL), false, done::incrementAndGet);
      await().until(() -> done.get() == 11);
      assertThat(receipts.lines()).contains("search-1.1 accepted");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://dead.example/hooks/s3cret?key=1, dead.example",
    "https://bo:s3cret@dead.example:8443, dead.example:8443",
    "${env:HOOK}, ${env:HOOK}",
  })
  void areNamedWithoutWhatMayBeASecret(String address, String said) {
    assertThat(Rooms.sayable(address)).isEqualTo(said);
  }

  private Assignment assignment(String incident, String address) {
    return anAssignment(incident, 1)
        .setAt(clock.instant())
        .setChannels(List.of(new ChatChannel("webhook", address)))
        .build();
  }

  private Page page(String id, String address) {
    return aPage(id).setChannel("teams").setAddress(address).setAt(clock.instant()).build();
  }
}
