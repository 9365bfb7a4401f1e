package dev.watchbill.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.watchbill.ingest.AlertLog.Appended;
import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.RejectedAlert;
import dev.watchbill.schemas.Topics;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.serde.LocalRegistry;
import dev.watchbill.schemas.trace.Trace;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaAlertLogTest {
  private final Cluster cluster =
      new Cluster(
          "127.0.0.1:1", new LocalRegistry(), new Topics("t."), 6, (short) 1, "one", Map.of());
  private final MockProducer<String, byte[]> broker =
      new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
  private final AtomicInteger lost = new AtomicInteger();
  private final KafkaAlertLog log = new KafkaAlertLog(cluster, broker, lost::incrementAndGet);

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void isDurableOnlyOnceTheBrokerHasAcknowledgedEveryAlert() {
    var appended = append(alert("a"), alert("b"));
    await().until(() -> broker.history().size() == 2);
    assertThat(broker.completeNext()).isTrue();
    assertThat(appended).isNotDone();
    assertThat(broker.completeNext()).isTrue();
    assertThat(appended.join()).isEqualTo(new Appended.Durable());
  }

  @Test
  void writesTheTraceOfWhatIsHandledAndBeginsOneOtherwise() {
    var trace = Trace.begin().received(Instant.parse("2026-01-05T09:00:00Z"));
    var untraced = append(alert("a"));
    await().until(() -> broker.completeNext());
    var traced = CompletableFuture.runAsync(() -> trace.run(() -> log.append(List.of(alert("b")))));
    await().until(() -> broker.completeNext());
    CompletableFuture.allOf(untraced, traced).join();

    var written = broker.history().stream().map(record -> Trace.of(record.headers())).toList();
    assertThat(written.getFirst().parent()).isNotNull().isNotEqualTo(trace.parent());
    assertThat(written.getLast()).isEqualTo(trace);
  }

  @Test
  void isUnavailableAsSoonAsOneAlertFails() {
    var appended = append(alert("a"), alert("b"));
    await().until(() -> broker.history().size() == 2);
    assertThat(broker.errorNext(new TimeoutException("expired"))).isTrue();
    assertThat(appended.join()).isInstanceOf(Appended.Unavailable.class);
  }

  @Test
  void triesNoSecondAlertWhereTheFirstFoundNoBroker() {
    broker.sendException = new TimeoutException("no metadata");
    assertThat(log.append(List.of(alert("a"), alert("b"))))
        .isInstanceOf(Appended.Unavailable.class);
    assertThat(broker.history()).isEmpty();
  }

  @Test
  void isUnavailableBeforeASenderGivesUp() {
    assertThat(append(alert("a")).orTimeout(5, java.util.concurrent.TimeUnit.SECONDS).join())
        .isInstanceOf(Appended.Unavailable.class);
  }

  @Test
  void tellsOthersAtOnceWhileOneAsksForABrokerThatIsAway() {
    var failing = append(alert("a"));
    await().until(() -> broker.errorNext(new TimeoutException("expired")));
    assertThat(failing.join()).isInstanceOf(Appended.Unavailable.class);

    var asking = append(alert("b"));
    await().until(() -> broker.history().size() == 2);
    assertThat(log.append(List.of(alert("c")))).isInstanceOf(Appended.Unavailable.class);
    assertThat(broker.history()).hasSize(2);
    assertThat(asking).isNotDone();

    assertThat(broker.completeNext()).isTrue();
    assertThat(asking.join()).isEqualTo(new Appended.Durable());
    var after = append(alert("d"));
    await().until(broker::completeNext);
    assertThat(after.join()).isEqualTo(new Appended.Durable());
  }

  @Test
  void keysAlertsByTheirService() {
    var appended = append(alert("checkout"));
    await().until(broker::completeNext);
    assertThat(appended.join()).isEqualTo(new Appended.Durable());
    assertThat(broker.history())
        .extracting(ProducerRecord::topic, ProducerRecord::key)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("t.alerts", "checkout"));
  }

  @Test
  void writesWithoutTheOriginalWhatWouldNotFitARecord() {
    var huge = alert("a");
    huge.setRaw(ByteBuffer.allocate(2_000_000));
    var appended = append(huge);
    await().until(broker::completeNext);
    assertThat(appended.join()).isEqualTo(new Appended.Durable());
    assertThat(broker.history().getFirst().value()).hasSizeLessThan(10_000);
  }

  @Test
  void writesRefusalsOneAfterTheOther() {
    log.reject(RejectedAlert.newBuilder().setIntegration("a").build());
    log.reject(RejectedAlert.newBuilder().setIntegration("b").build());
    await().until(() -> broker.history().size() == 1);
    await().until(broker::completeNext);
    await().until(() -> broker.history().size() == 2);
    assertThat(broker.history()).extracting(ProducerRecord::key).containsExactly("a", "b");
  }

  @Test
  void losesRefusalsRatherThanHoldingUpAnswers() {
    IntStream.range(0, 1_000)
        .forEach(i -> log.reject(RejectedAlert.newBuilder().setIntegration("a").build()));
    assertThat(lost).hasValueGreaterThan(700);
  }

  private CompletableFuture<Appended> append(Alert... alerts) {
    return CompletableFuture.supplyAsync(
        () -> log.append(List.of(alerts)), Thread::startVirtualThread);
  }

  private static Alert alert(String service) {
    return Alert.newBuilder().setService(service).build();
  }
}
