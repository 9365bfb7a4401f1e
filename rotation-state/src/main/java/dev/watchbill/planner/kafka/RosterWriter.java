package dev.watchbill.planner.kafka;

import dev.watchbill.planner.RosterPublication.Step;
import dev.watchbill.schemas.Topic;
import dev.watchbill.schemas.kafka.Cluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Writes a step of the publication: all of it, or nothing. */
final class RosterWriter {
  private final Cluster cluster;
  private final Producer<String, byte[]> producer;

  /**
   * @param producer transactional, with its transactions initialised
   */
  RosterWriter(Cluster cluster, Producer<String, byte[]> producer) {
    this.cluster = cluster;
    this.producer = producer;
  }

  /**
   * Writes what changed, and returns when the cluster has it.
   *
   * @throws KafkaException if nothing was written; after it the producer must be closed
   */
  void write(Step.Write step) {
    // Encoded before the transaction begins, as the registry may refuse or be away.
    var records = new ArrayList<ProducerRecord<String, byte[]>>();
    encode(cluster.topics().credentials, step.credentials(), records);
    encode(cluster.topics().roster, step.roster(), records);
    producer.beginTransaction();
    var sent = records.stream().map(producer::send).toList();
    producer.commitTransaction();
    // Committing waited for all of them, and would have thrown.
    sent.forEach(Future::resultNow);
  }

  private <V extends SpecificRecord> void encode(
      Topic<V> topic,
      Map<String, @Nullable V> values,
      List<ProducerRecord<String, byte[]>> records) {
    var serde = cluster.serde(topic);
    values.forEach((key, value) ->
        records.add(new ProducerRecord<>(topic.name(), key, serde.serialize(topic.name(), value))));
  }
}
