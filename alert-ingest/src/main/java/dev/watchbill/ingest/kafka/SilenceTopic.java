package dev.watchbill.ingest.kafka;

import dev.watchbill.ingest.AlertLog.Appended;
import dev.watchbill.ingest.silence.SilenceBook;
import dev.watchbill.schemas.AuditEntry;
import dev.watchbill.schemas.Silence;
import dev.watchbill.schemas.Topic;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.serde.RegistryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Silences as their topic says, and at once what this process wrote to it. */
final class SilenceTopic implements SilenceBook {
  private final Cluster cluster;
  private volatile @Nullable Sending sending;
  private final Map<String, Silence> byId = new ConcurrentHashMap<>();

  SilenceTopic(Cluster cluster) {
    this.cluster = cluster;
  }

  /** From now on silences can be kept. */
  void writeWith(Producer<String, byte[]> producer) {
    sending = new Sending(producer);
  }

  /** Takes the next record of the topic; null: it was removed. */
  void accept(String id, @Nullable Silence silence) {
    if (silence == null) {
      byId.remove(id);
    } else {
      byId.put(id, silence);
    }
  }

  @Override
  public Optional<Silence> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  @Override
  public List<Silence> all() {
    return List.copyOf(byId.values());
  }

  @Override
  public Appended keep(List<Silence> silences, AuditEntry entry) {
    var writing = sending;
    if (writing == null) {
      return new Appended.Unavailable("not started");
    }
    try {
      var records = new ArrayList<ProducerRecord<String, byte[]>>();
      for (var silence : silences) {
        records.add(record(cluster.topics().silences, silence.getId(), silence));
      }
      records.add(record(cluster.topics().audit, entry.getWho(), entry));
      var kept = writing.all(records);
      if (kept instanceof Appended.Durable) {
        silences.forEach(silence -> accept(silence.getId(), silence));
      }
      return kept;
    } catch (RegistryException e) {
      return new Appended.Unavailable(String.valueOf(e.getMessage()));
    }
  }

  private <V extends SpecificRecord> ProducerRecord<String, byte[]> record(
      Topic<V> topic, String key, V value) {
    return new ProducerRecord<>(
        topic.name(), key, cluster.serde(topic).serialize(topic.name(), value));
  }
}
