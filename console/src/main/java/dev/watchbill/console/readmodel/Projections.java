package dev.watchbill.console.readmodel;

import dev.watchbill.schemas.Topic;
import dev.watchbill.schemas.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.jdbi.v3.core.Handle;

/** Which topics are projected, and how. */
final class Projections {
  private final Map<String, Projected<?>> byTopic = new HashMap<>();
  private final List<Topic<?>> topics;

  private record Projected<V extends SpecificRecord>(Topic<V> topic, Projection<V> projection) {
    Change apply(Handle rows, String key, Received record) {
      return projection.apply(rows, key, topic.value().cast(record.value()));
    }
  }

  Projections(Topics topics) {
    add(topics.roster, OrganizationProjections::roster);
    add(topics.peopleSettings, OrganizationProjections::settings);
    add(topics.credentials, OrganizationProjections::credential);
    add(topics.availability, OrganizationProjections::availability);
    add(topics.audit, OrganizationProjections::audit);
    add(topics.rotationState, ScheduleProjections::state);
    add(topics.scheduleEvents, ScheduleProjections::event);
    add(topics.scheduleCommands, ScheduleProjections::command);
    add(topics.servedShifts, ScheduleProjections::served);
    add(topics.heartbeats, BeatProjection::beat);
    add(topics.alerts, AlertProjection::alert);
    add(topics.alertsRejected, RejectedProjection::rejected);
    add(topics.incidents, IncidentProjections::incident);
    add(topics.incidentEvents, IncidentProjections::event);
    add(topics.assignments, IncidentProjections::assignment);
    add(topics.serviceStatus, IncidentProjections::status);
    add(topics.silences, SilenceProjection::silence);
    add(topics.reviews, ReviewProjection::entry);
    add(topics.responseMetrics, IncidentProjections::metrics);
    add(topics.pages, MessageProjections::page);
    add(topics.receipts, MessageProjections::receipt);
    this.topics = topics.all().stream().filter(topic -> names().contains(topic.name())).toList();
  }

  private <V extends SpecificRecord> void add(Topic<V> topic, Projection<V> projection) {
    byTopic.put(topic.name(), new Projected<>(topic, projection));
  }

  private Set<String> names() {
    return byTopic.keySet();
  }

  List<Topic<?>> topics() {
    return topics;
  }

  /** Empty: the record changes no row. */
  Optional<Change> apply(Handle rows, Received record) {
    var projected = byTopic.get(record.topic());
    var key = record.key();
    if (projected == null || key == null || !record.readable()) {
      return Optional.empty();
    }
    return Optional.of(projected.apply(rows, key, record));
  }
}
