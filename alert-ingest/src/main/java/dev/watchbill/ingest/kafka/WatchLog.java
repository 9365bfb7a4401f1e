package dev.watchbill.ingest.kafka;

import dev.watchbill.ingest.Arrival;
import dev.watchbill.ingest.IntegrationSettings;
import dev.watchbill.ingest.Normaliser;
import dev.watchbill.ingest.SourceAlert;
import dev.watchbill.ingest.heartbeat.Watch;
import dev.watchbill.ingest.heartbeat.Watch.Finding;
import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.Heartbeat;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.serde.AvroSerde;
import dev.watchbill.schemas.serde.RegistryException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the watch of heartbeats is told by records, and the records of what it finds. */
final class WatchLog {
  private static final Logger LOG = LoggerFactory.getLogger(WatchLog.class);

  private final Cluster cluster;
  private final Normaliser normaliser;
  private final AvroSerde<Heartbeat> serde;
  private final AvroSerde<Alert> alertSerde;

  WatchLog(Cluster cluster, Normaliser normaliser) {
    this.cluster = cluster;
    this.normaliser = normaliser;
    this.serde = cluster.serde(cluster.topics().heartbeats);
    this.alertSerde = cluster.serde(cluster.topics().alerts);
  }

  /**
   * Tells a watch what a record says.
   *
   * @throws RegistryException if it can't be read now
   */
  void read(ConsumerRecord<String, byte[]> received, Watch watch) {
    try {
      tell(watch, received.key(), serde.deserialize(received.topic(), received.value()));
    } catch (RegistryException e) {
      if (e.retriable()) {
        throw e;
      }
      skip(received, e);
    } catch (SerializationException e) {
      skip(received, e);
    }
  }

  private static void tell(Watch watch, String key, @Nullable Heartbeat value) {
    if (value == null) {
      if (key.startsWith(HeartbeatRecords.WATCHED)) {
        watch.stands(key.substring(HeartbeatRecords.WATCHED.length()), null);
      }
    } else if (value.getHeard() != null) {
      watch.heard(value.getName(), value.getHeard().getAt());
    } else if (value.getWatched() != null) {
      watch.stands(value.getName(), HeartbeatRecords.standing(value.getWatched()));
    } else if (value.getWatch() != null) {
      watch.listened(
          value.getWatch().getListenedUntil(), HeartbeatRecords.absences(value.getWatch()));
    }
  }

  private static void skip(ConsumerRecord<String, byte[]> received, SerializationException e) {
    LOG.atError()
        .addKeyValue("topic", received.topic())
        .addKeyValue("offset", received.offset())
        .setCause(e)
        .log("unreadable record skipped; its predecessor stays in force");
  }

  /** What it made of all it listened to. */
  ProducerRecord<String, byte[]> note(Watch watch) {
    return record(
        HeartbeatRecords.WATCH, HeartbeatRecords.watch(watch.listenedUntil(), watch.absences()));
  }

  /** The alert there may be about it, and how the heartbeat stands. */
  List<ProducerRecord<String, byte[]>> records(Finding finding, Instant now) {
    return switch (finding) {
      case Finding.Changed(var name, var standing, var alert, var from) ->
          records(name, HeartbeatRecords.watched(name, standing), alert, from, now);
      case Finding.Forgotten(var name, var alert, var from) ->
          records(name, null, alert, from, now);
    };
  }

  private List<ProducerRecord<String, byte[]>> records(
      String name,
      @Nullable Heartbeat watched,
      Optional<SourceAlert> alert,
      IntegrationSettings from,
      Instant now) {
    var records = new ArrayList<ProducerRecord<String, byte[]>>();
    alert.ifPresent(told -> records.add(record(told, from, now)));
    records.add(record(HeartbeatRecords.WATCHED + name, watched));
    return records;
  }

  private ProducerRecord<String, byte[]> record(
      SourceAlert told, IntegrationSettings from, Instant now) {
    LOG.atWarn()
        .addKeyValue("integration", from.name())
        .addKeyValue("status", told.status().word())
        .log("heartbeat");
    var topic = cluster.topics().alerts;
    var alert = normaliser.normalise(told, from, new Arrival(now, "", "heartbeats", Map.of()));
    return new ProducerRecord<>(
        topic.name(), alert.getService(), alertSerde.serialize(topic.name(), alert));
  }

  private ProducerRecord<String, byte[]> record(String key, @Nullable Heartbeat value) {
    var topic = cluster.topics().heartbeats.name();
    return new ProducerRecord<>(topic, key, value == null ? null : serde.serialize(topic, value));
  }
}
