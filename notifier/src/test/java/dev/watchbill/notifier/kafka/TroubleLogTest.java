package dev.watchbill.notifier.kafka;

import static dev.watchbill.notifier.delivery.RosterBuilder.aRoster;
import static dev.watchbill.notifier.delivery.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.watchbill.notifier.notices.TroubleNotices;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.Topics;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.schemas.serde.AvroSerde;
import dev.watchbill.schemas.serde.LocalRegistry;
import dev.watchbill.testkit.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class TroubleLogTest {
  private final Topics topics = new Topics("test.");
  private final AvroSerde<Page> pages = new AvroSerde<>(Page.class, new LocalRegistry());
  private final TestClock clock = new TestClock(NOW);
  private final MockProducer<String, byte[]> producer =
      new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
  private final TroubleLog trouble = new TroubleLog(producer, topics.pages, pages, clock);
  private volatile RosterSnapshot roster = aRoster().person("asha", Map.of()).build();

  private void tell() {
    trouble.tell(() -> new TroubleNotices(roster, Set.of(), Set.of()));
  }

  private List<String> written() {
    return producer.history().stream()
        .map(record -> pages.deserialize(record.topic(), record.value()))
        .map(page -> page.getPerson() + ": " + page.getText().lines().findFirst().orElse(""))
        .toList();
  }

  @Test
  void writesOnceAnHourForEachTroubleOfEachProvider() {
    tell();
    for (var n = 0; n < 5; n++) {
      trouble.isTold("push", "no answer", "");
      trouble.isTold("slack", "no answer", "");
    }

    await()
        .untilAsserted(() ->
            assertThat(written())
                .containsExactlyInAnyOrder(
                    "asha: Watchbill can't use push: no answer",
                    "asha: Watchbill can't use slack: no answer"));
    assertThat(producer.history()).extracting(record -> record.key()).containsOnly("asha");

    trouble.isTold("slack-rooms", "no answer", "");
    trouble.isTold("slack-rooms", "the token was revoked", "");
    await().untilAsserted(() -> assertThat(written()).hasSize(3));
    assertThat(written()).contains("asha: Watchbill can't use slack-rooms: the token was revoked");

    clock.advance(Duration.ofHours(1));
    trouble.isTold("push", "no answer", "");
    await().untilAsserted(() -> assertThat(written()).hasSize(4));
  }

  @Test
  void countsTheHourFromWhenItWasToldLast() {
    tell();
    clock.advance(Duration.ofMinutes(59));
    trouble.isTold("push", "it fails", "answered 500");
    await().untilAsserted(() -> assertThat(written()).hasSize(1));

    clock.advance(Duration.ofMinutes(59));
    trouble.isTold("push", "it fails", "answered 503");
    trouble.isTold("email", "it fails", "");
    await().untilAsserted(() -> assertThat(written()).hasSize(2));
    assertThat(written()).last().isEqualTo("asha: Watchbill can't use email: it fails");

    clock.advance(Duration.ofMinutes(1));
    trouble.isTold("push", "it fails", "answered 503");
    await().untilAsserted(() -> assertThat(written()).hasSize(3));
  }

  @Test
  void comesBackToItWhereNobodyIsKnownYetOrItCouldNotBeWritten() {
    trouble.isTold("push", "no answer", "");
    roster = RosterSnapshot.NONE;
    tell();
    trouble.isTold("push", "no answer", "");
    // First: what was begun just now may see either roster.
    producer.sendException = new KafkaException("away");
    roster = aRoster().person("asha", Map.of()).build();
    await()
        .untilAsserted(() -> {
          trouble.isTold("push", "no answer", "");
          assertThat(written()).isEmpty();
        });
    producer.sendException = null;

    await()
        .untilAsserted(() -> {
          trouble.isTold("push", "no answer", "");
          assertThat(written()).isNotEmpty();
        });
  }
}
