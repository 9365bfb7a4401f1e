package dev.watchbill.escalation.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.Topics;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.serde.LocalRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;

/** Each setting a promise rests on. */
class EscalationSettingsTest {

  @Test
  void processesExactlyOnce() {
    assertThat(config(1).getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG))
        .isEqualTo("exactly_once_v2");
  }

  @Test
  void isTheSameMemberAfterARestart() {
    assertThat(config(1).getMainConsumerConfigs("group", "client", 1))
        .hasEntrySatisfying(
            "group.instance.id", id -> assertThat(id.toString()).startsWith("this-process"));
  }

  @Test
  void notesADeadMemberWithinSeconds() {
    var consumer = config(1).getMainConsumerConfigs("group", "client", 1);

    assertThat(Integer.parseInt(String.valueOf(consumer.get("session.timeout.ms"))))
        .isBetween(3_000, 4_000);
    assertThat(Integer.parseInt(String.valueOf(consumer.get("heartbeat.interval.ms"))))
        .isLessThanOrEqualTo(1_200);
  }

  @Test
  void letsNoTransactionHang() {
    assertThat(config(1).getProducerConfigs("client"))
        .containsEntry("transaction.timeout.ms", 5_000);
  }

  @Test
  void commitsWhatIsNotUrgentSoonAllTheSame() {
    var config = config(1);

    assertThat(config.getLong(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG)).isEqualTo(200);
    assertThat(config.getLong(StreamsConfig.POLL_MS_CONFIG)).isEqualTo(25);
    assertThat(config.getProducerConfigs("client")).containsEntry("retry.backoff.ms", 5L);
  }

  @Test
  void readsWhatIsThereOfAllTopicsInTheirOrder() {
    assertThat(config(1).getLong(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG)).isEqualTo(-1);
  }

  @Test
  void keepsAStandbyWhereThereIsAnotherProcess() {
    assertThat(config(0).getInt(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG)).isZero();
    assertThat(config(1).getInt(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG)).isEqualTo(1);
  }

  @Test
  void boundsTheMemoryOfAllStores() {
    assertThat(config(1).getClass(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG))
        .isEqualTo(BoundedMemory.class);
  }

  @Test
  void neverNamesAStoreByItself() {
    assertThat(config(1).getBoolean(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG))
        .isTrue();
  }

  @Test
  void triesAgainWhatMayPassAndStopsForWhatWillNot() {
    assertThat(EscalationService.uncaught(new IllegalStateException("once")))
        .isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
    assertThat(
            EscalationService.uncaught(new RuntimeException(new MissingSourceTopicException("x"))))
        .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    assertThat(EscalationService.uncaught(new OutOfMemoryError()))
        .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
  }

  private static StreamsConfig config(int standbys) {
    var topics = new Topics(Topics.DEFAULT_PREFIX);
    var registry = new LocalRegistry();
    var cluster =
        new Cluster("127.0.0.1:1", registry, topics, 6, (short) 1, "this-process", Map.of());
    var letters =
        new DeadLetters(
            topics,
            registry,
            () -> Instant.EPOCH,
            new EscalationMetrics(new SimpleMeterRegistry()));
    return new StreamsConfig(
        EscalationSettings.of(
            cluster, new Serialization(topics, registry), Path.of("state"), letters, standbys));
  }
}
