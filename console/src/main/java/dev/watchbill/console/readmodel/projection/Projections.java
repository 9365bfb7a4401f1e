package dev.watchbill.console.readmodel.projection;

import dev.watchbill.console.readmodel.projection.Change.Kind;
import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.IncidentEvent;
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
public final class Projections {
  private final Map<String, Projected<?>> byTopic = new HashMap<>();
  private final List<Topic<?>> topics;

  private record Projected<V extends SpecificRecord>(
      Kind kind, Topic<V> topic, Projection<V> projection) {
    Change apply(Handle rows, String key, Received record) {
      return projection.apply(rows, key, topic.value().cast(record.value()));
    }
  }

  public Projections(Topics topics) {
    add(Kind.ROSTER, topics.roster, OrganizationProjections::roster);
    add(Kind.ROSTER, topics.peopleSettings, OrganizationProjections::settings);
    add(Kind.CREDENTIAL, topics.credentials, OrganizationProjections::credential);
    add(Kind.AVAILABILITY, topics.availability, OrganizationProjections::availability);
    add(Kind.AUDIT, topics.audit, OrganizationProjections::audit);
    add(Kind.SCHEDULE, topics.rotationState, ScheduleProjections::state);
    add(Kind.SCHEDULE, topics.scheduleEvents, ScheduleProjections::event);
    add(Kind.SCHEDULE, topics.scheduleCommands, ScheduleProjections::command);
    add(Kind.SCHEDULE, topics.servedShifts, ScheduleProjections::served);
    add(Kind.BEAT, topics.heartbeats, BeatProjection::beat);
    add(Kind.ALERT, topics.alerts, AlertProjection::alert);
    add(Kind.REJECTED, topics.alertsRejected, RejectedProjection::rejected);
    add(Kind.INCIDENT, topics.incidents, IncidentProjections::incident);
    add(Kind.INCIDENT, topics.incidentEvents, IncidentProjections::event);
    add(Kind.INCIDENT, topics.assignments, IncidentProjections::assignment);
    add(Kind.SERVICE, topics.serviceStatus, IncidentProjections::status);
    add(Kind.SILENCE, topics.silences, SilenceProjection::silence);
    add(Kind.REVIEW, topics.reviews, ReviewProjection::entry);
    add(Kind.METRICS, topics.responseMetrics, IncidentProjections::metrics);
    add(Kind.MESSAGE, topics.pages, MessageProjections::page);
    add(Kind.MESSAGE, topics.receipts, MessageProjections::receipt);
    this.topics = topics.all().stream().filter(topic -> names().contains(topic.name())).toList();
  }

  private <V extends SpecificRecord> void add(Kind kind, Topic<V> topic, Projection<V> projection) {
    byTopic.put(topic.name(), new Projected<>(kind, topic, projection));
  }

  private Set<String> names() {
    return byTopic.keySet();
  }

  public List<Topic<?>> topics() {
    return topics;
  }

  /** What people see changed by a record that somebody else has applied. */
  public Optional<Change> seen(Received record) {
    var key = record.key();
    var projected = byTopic.get(record.topic());
    if (projected == null || key == null || !record.readable()) {
      return Optional.empty();
    }
    var kind = projected.kind();
    return Optional.of(
        switch (record.value()) {
          case IncidentEvent event -> new Change(kind, event.getIncident());
          case Assignment assignment -> new Change(kind, assignment.getIncident().getId());
          case null, default -> new Change(kind, key);
        });
  }

  /** Empty: the record changes no row. */
  public Optional<Change> apply(Handle rows, Received record) {
    var projected = byTopic.get(record.topic());
    var key = record.key();
    if (projected == null || key == null || !record.readable()) {
      return Optional.empty();
    }
    return Optional.of(projected.apply(rows, key, record));
  }
}
