package dev.watchbill.ingest.kafka;

import dev.watchbill.ingest.AlertLog.Appended;
import dev.watchbill.ingest.auth.KeyUse;
import dev.watchbill.ingest.heartbeat.Heard;
import dev.watchbill.schemas.Heartbeat;
import dev.watchbill.schemas.Topic;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.serde.AvroSerde;
import dev.watchbill.schemas.serde.RegistryException;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was heard, on its topic; the watch reads it there. */
final class HeartbeatWriter {
  private static final Logger LOG = LoggerFactory.getLogger(HeartbeatWriter.class);

  private final Producer<String, byte[]> producer;
  private final Sending sending;
  private final Topic<Heartbeat> topic;
  private final AvroSerde<Heartbeat> serde;

  HeartbeatWriter(Cluster cluster, Producer<String, byte[]> producer) {
    this.producer = producer;
    this.sending = new Sending(producer);
    this.topic = cluster.topics().heartbeats;
    this.serde = cluster.serde(topic);
  }

  boolean prepare() {
    return serde.serialize(topic.name(), Heartbeat.newBuilder().build()).length > 0;
  }

  Appended heard(List<Heard> beats) {
    try {
      return sending.all(beats.stream().map(this::record).toList());
    } catch (RegistryException e) {
      return new Appended.Unavailable(String.valueOf(e.getMessage()));
    }
  }

  void mention(Heard beat) {
    write(beat.name(), () -> record(beat));
  }

  void used(KeyUse use) {
    write(
        use.integration(),
        () ->
            new ProducerRecord<>(
                topic.name(),
                HeartbeatRecords.KEY + use.credential(),
                serde.serialize(topic.name(), HeartbeatRecords.used(use))));
  }

  private void write(String integration, Supplier<ProducerRecord<String, byte[]>> record) {
    try {
      var _ =
          producer.send(
              record.get(),
              (metadata, failure) -> {
                if (failure != null) {
                  lost(integration, failure);
                }
              });
    } catch (KafkaException | IllegalStateException e) {
      lost(integration, e);
    }
  }

  private static void lost(String integration, Exception failure) {
    LOG.atWarn()
        .addKeyValue("integration", integration)
        .setCause(failure)
        .log("that something was heard could not be written down");
  }

  private ProducerRecord<String, byte[]> record(Heard beat) {
    var value = HeartbeatRecords.heard(beat);
    return new ProducerRecord<>(
        topic.name(), HeartbeatRecords.HEARD + beat.name(), serde.serialize(topic.name(), value));
  }
}
