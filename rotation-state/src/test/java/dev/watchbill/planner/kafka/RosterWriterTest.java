package dev.watchbill.planner.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.watchbill.planner.RosterPublication.Step;
import dev.watchbill.schemas.Credential;
import dev.watchbill.schemas.RosterProposed;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.Topics;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.serde.LocalRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RosterWriterTest {
  private final Cluster cluster =
      new Cluster(
          "127.0.0.1:9",
          new LocalRegistry(),
          new Topics(Topics.DEFAULT_PREFIX),
          6,
          (short) 1,
          "test",
          Map.of());
  private final MockProducer<String, byte[]> producer =
      new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
  private final RosterWriter writer = new RosterWriter(cluster, producer);

  @BeforeEach
  void begin() {
    producer.initTransactions();
  }

  @Test
  void writesAllInOneTransactionAndTheProposalLast() {
    writer.write(step());

    assertThat(producer.commitCount()).isOne();
    assertThat(producer.history())
        .extracting(record -> record.topic() + " " + record.key())
        .containsExactly(
            "watchbill.credentials integration:prometheus",
            "watchbill.roster person:asha",
            "watchbill.roster roster:proposed");
    assertThat(producer.history().get(1).value()).isNull();
  }

  @Test
  void writesNothingOnceAnotherPublisherTookOver() {
    producer.fenceProducer();

    assertThatExceptionOfType(ProducerFencedException.class).isThrownBy(() -> writer.write(step()));
    assertThat(producer.history()).isEmpty();
  }

  private static Step.Write step() {
    var roster = new LinkedHashMap<String, @Nullable RosterRecord>();
    roster.put("person:asha", null);
    roster.put(
        "roster:proposed",
        RosterRecord.newBuilder()
            .setVersion("v1")
            .setProposed(RosterProposed.newBuilder().build())
            .build());
    return new Step.Write(
        roster,
        Map.of(
            "integration:prometheus",
            Credential.newBuilder().setId("integration:prometheus").build()));
  }
}
