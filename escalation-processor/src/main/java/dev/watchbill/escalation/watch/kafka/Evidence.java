package dev.watchbill.escalation.watch.kafka;

import dev.watchbill.escalation.AlertKeys;
import dev.watchbill.escalation.watch.Orphans;
import dev.watchbill.escalation.watch.Sent;
import dev.watchbill.escalation.watch.Shown;
import dev.watchbill.escalation.watch.Watch;
import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.DeadLetter;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.Topic;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.serde.AvroFields;
import dev.watchbill.schemas.serde.RegistryException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stands on topics about alerts and incidents: alerts that were accepted lately, entries of
 * timelines that name alerts, those that were put aside, and all incidents. Of each record only
 * what matters is read. It belongs to no group, so that whoever takes over knows what another told,
 * and where alerts come faster than it reads, it goes on with the newest.
 */
final class Evidence implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Evidence.class);
  private static final Duration READ_AT_MOST = Duration.ofSeconds(2);
  private static final Duration POLL = Duration.ofMillis(50);

  private final Topic<Alert> alerts;
  private final Topic<IncidentEvent> entries;
  private final Topic<Incident> incidents;
  private final Topic<DeadLetter> letters;
  private final Watch watch;
  private final Orphans orphans;
  private final Duration lately;
  private final AvroFields ofAlert;
  private final AvroFields ofEntry;
  private final AvroFields ofIncident;
  private final AvroFields ofLetter;
  private final KafkaConsumer<String, byte[]> consumer;
  private boolean placed;

  /**
   * @param lately how old an alert may be that it begins with
   */
  Evidence(Cluster cluster, Watch watch, Orphans orphans, Duration lately) {
    alerts = cluster.topics().alerts;
    entries = cluster.topics().incidentEvents;
    incidents = cluster.topics().incidents;
    letters = cluster.topics().deadLetters;
    this.watch = watch;
    this.orphans = orphans;
    this.lately = lately;
    var registry = cluster.registry();
    ofAlert =
        new AvroFields(
            Alert.class,
            List.of(
                "service",
                "integration",
                "key",
                "groupKey",
                "foundByKey",
                "status",
                "receivedAt",
                "endsAt"),
            registry);
    ofEntry =
        new AvroFields(
            IncidentEvent.class, List.of("service", "integration", "alertKey", "at"), registry);
    ofIncident =
        new AvroFields(
            Incident.class,
            List.of(
                "service",
                "groupKey",
                "anyGroup",
                "status",
                "stillFiring",
                "resolvedAt",
                "nextDeadline"),
            registry);
    ofLetter = new AvroFields(DeadLetter.class, List.of("topic", "partition", "offset"), registry);
    consumer =
        cluster.consumer(
            "watcher-evidence-" + cluster.instance(),
            Map.of(
                "max.poll.records", 2_000,
                "max.partition.fetch.bytes", 262_144,
                "fetch.min.bytes", 65_536,
                "fetch.max.wait.ms", 50));
  }

  /**
   * Reads on.
   *
   * @return whether that was all there is: only then what isn't there is missing
   */
  boolean read(Instant now) {
    if (!placed && !place(now)) {
      return false;
    }
    var ends = consumer.endOffsets(consumer.assignment());
    var until = System.nanoTime() + READ_AT_MOST.toNanos();
    while (!isAt(ends, consumer.assignment()) && System.nanoTime() < until) {
      consumer.poll(POLL).forEach(this::take);
    }
    var ofAlerts = of(alerts);
    if (!isAt(ends, ofAlerts)) {
      consumer.seekToEnd(ofAlerts);
    }
    return isAt(ends, of(entries)) && isAt(ends, of(letters)) && isAt(ends, of(incidents));
  }

  private boolean isAt(
      Map<TopicPartition, Long> ends, java.util.Collection<TopicPartition> partitions) {
    return partitions.stream()
        .allMatch(one -> consumer.position(one) >= Objects.requireNonNull(ends.get(one)));
  }

  private List<TopicPartition> of(Topic<?> topic) {
    return consumer.assignment().stream().filter(one -> one.topic().equals(topic.name())).toList();
  }

  /** Entries and letters from a little earlier than alerts, so that none of theirs is missed. */
  private boolean place(Instant now) {
    var all = new ArrayList<TopicPartition>();
    for (var topic : List.of(alerts, entries, letters, incidents)) {
      var infos = consumer.partitionsFor(topic.name());
      if (infos == null || infos.isEmpty()) {
        return false;
      }
      infos.forEach(one -> all.add(new TopicPartition(one.topic(), one.partition())));
    }
    consumer.assign(all);
    consumer.seekToBeginning(of(incidents));
    seek(of(entries), now.minus(lately.multipliedBy(2)));
    seek(of(letters), now.minus(lately.multipliedBy(2)));
    seek(of(alerts), now.minus(lately));
    placed = true;
    return true;
  }

  private void seek(List<TopicPartition> partitions, Instant from) {
    var ends = consumer.endOffsets(partitions);
    var times =
        partitions.stream().collect(Collectors.toMap(one -> one, one -> from.toEpochMilli()));
    consumer
        .offsetsForTimes(times)
        .forEach((partition, found) ->
            consumer.seek(
                partition,
                found == null ? Objects.requireNonNull(ends.get(partition)) : found.offset()));
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    try {
      if (record.topic().equals(alerts.name())) {
        alert(record);
      } else if (record.topic().equals(entries.name())) {
        entry(record);
      } else if (record.topic().equals(letters.name())) {
        letter(record);
      } else if (record.key() != null) {
        incident(record);
      }
    } catch (RegistryException e) {
      if (e.retriable()) {
        throw e;
      }
      passOver(record, e);
    } catch (SerializationException e) {
      passOver(record, e);
    }
  }

  /** Whoever works on it puts it aside, which is heard of. */
  private static void passOver(ConsumerRecord<String, byte[]> record, SerializationException e) {
    LOG.atDebug()
        .addKeyValue("topic", record.topic())
        .addKeyValue("offset", record.offset())
        .setCause(e)
        .log("unreadable record passed over");
  }

  private void alert(ConsumerRecord<String, byte[]> record) {
    var alert = ofAlert.read(record.topic(), record.value());
    if (alert == null || !alert.text("status").equals("firing") || isOver(alert)) {
      return;
    }
    orphans.alert(
        new Sent(
            alert.text("service"),
            alert.text("integration"),
            AlertKeys.bounded(alert.text("key")),
            AlertKeys.bounded(alert.text("groupKey")),
            alert.flag("foundByKey")),
        record.partition(),
        record.offset(),
        Instant.ofEpochMilli(record.timestamp()));
  }

  /** Some sources say that an alert is over by sending it with an end that is past. */
  private static boolean isOver(AvroFields.Fields alert) {
    var end = alert.time("endsAt");
    var received = alert.time("receivedAt");
    return end != null && received != null && !end.isAfter(received);
  }

  private void entry(ConsumerRecord<String, byte[]> record) {
    var entry = ofEntry.read(record.topic(), record.value());
    if (entry != null && !entry.text("alertKey").isEmpty()) {
      var at = entry.time("at");
      orphans.entry(
          entry.text("service"),
          entry.text("integration"),
          entry.text("alertKey"),
          at == null ? Instant.ofEpochMilli(record.timestamp()) : at);
    }
  }

  private void letter(ConsumerRecord<String, byte[]> record) {
    var letter = ofLetter.read(record.topic(), record.value());
    if (letter != null && letter.text("topic").equals(alerts.name())) {
      orphans.putAside((int) letter.number("partition"), letter.number("offset"));
    }
  }

  private void incident(ConsumerRecord<String, byte[]> record) {
    var incident = ofIncident.read(record.topic(), record.value());
    var shown = incident == null ? null : shown(incident);
    watch.incident(record.key(), shown);
    orphans.incident(record.key(), shown, Instant.ofEpochMilli(record.timestamp()));
  }

  private static Shown shown(AvroFields.Fields incident) {
    return new Shown(
        incident.text("service"),
        incident.text("groupKey"),
        incident.flag("anyGroup"),
        !incident.text("status").equals("resolved") || incident.flag("stillFiring"),
        incident.time("resolvedAt"),
        incident.time("nextDeadline"));
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ofMillis(500)));
  }
}
