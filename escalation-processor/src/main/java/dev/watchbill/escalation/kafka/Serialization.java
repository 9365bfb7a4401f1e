package dev.watchbill.escalation.kafka;

import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.AlertState;
import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.Availability;
import dev.watchbill.schemas.DeadLetter;
import dev.watchbill.schemas.Heartbeat;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.IncidentState;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.PersonSettings;
import dev.watchbill.schemas.Policy;
import dev.watchbill.schemas.Receipt;
import dev.watchbill.schemas.Response;
import dev.watchbill.schemas.ResponseMetrics;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.RotationState;
import dev.watchbill.schemas.ServiceState;
import dev.watchbill.schemas.ServiceStatus;
import dev.watchbill.schemas.Silence;
import dev.watchbill.schemas.Topics;
import dev.watchbill.schemas.serde.AvroSerde;
import dev.watchbill.schemas.serde.SchemaRegistry;
import org.apache.avro.specific.SpecificRecord;

/** All serdes of the topology, and which topic each value goes by at the registry. */
final class Serialization {
  final Topics topics;
  final AvroSerde<Alert> alerts;
  final AvroSerde<Response> responses;
  final AvroSerde<Receipt> receipts;
  final AvroSerde<RosterRecord> roster;
  final AvroSerde<RotationState> rotationState;
  final AvroSerde<Silence> silences;
  final AvroSerde<Availability> availability;
  final AvroSerde<Heartbeat> heartbeats;
  final AvroSerde<PersonSettings> settings;
  final AvroSerde<Assignment> assignments;
  final AvroSerde<Page> pages;
  final AvroSerde<Incident> incidents;
  final AvroSerde<IncidentEvent> incidentEvents;
  final AvroSerde<ResponseMetrics> metrics;
  final AvroSerde<ServiceStatus> status;
  final AvroSerde<DeadLetter> deadLetters;
  final AvroSerde<IncidentState> incidentState;
  final AvroSerde<AlertState> alertState;
  final AvroSerde<ServiceState> serviceState;
  final AvroSerde<Policy> plans;

  Serialization(Topics topics, SchemaRegistry registry) {
    this.topics = topics;
    alerts = new AvroSerde<>(Alert.class, registry);
    responses = new AvroSerde<>(Response.class, registry);
    receipts = new AvroSerde<>(Receipt.class, registry);
    roster = new AvroSerde<>(RosterRecord.class, registry);
    rotationState = new AvroSerde<>(RotationState.class, registry);
    silences = new AvroSerde<>(Silence.class, registry);
    availability = new AvroSerde<>(Availability.class, registry);
    heartbeats = new AvroSerde<>(Heartbeat.class, registry);
    settings = new AvroSerde<>(PersonSettings.class, registry);
    assignments = new AvroSerde<>(Assignment.class, registry);
    pages = new AvroSerde<>(Page.class, registry);
    incidents = new AvroSerde<>(Incident.class, registry);
    incidentEvents = new AvroSerde<>(IncidentEvent.class, registry);
    metrics = new AvroSerde<>(ResponseMetrics.class, registry);
    status = new AvroSerde<>(ServiceStatus.class, registry);
    deadLetters = new AvroSerde<>(DeadLetter.class, registry);
    incidentState = new AvroSerde<>(IncidentState.class, registry);
    alertState = new AvroSerde<>(AlertState.class, registry);
    serviceState = new AvroSerde<>(ServiceState.class, registry);
    plans = new AvroSerde<>(Policy.class, registry);
  }

  /** The application id, which prefixes its changelogs. */
  String application() {
    return topics.prefix() + "escalation";
  }

  <T extends SpecificRecord> byte[] toStore(String store, AvroSerde<T> serde, T value) {
    return serde.serialize(changelog(store), value);
  }

  <T extends SpecificRecord> T fromStore(String store, AvroSerde<T> serde, byte[] bytes) {
    return serde.deserialize(changelog(store), bytes);
  }

  private String changelog(String store) {
    return application() + "-" + store + "-changelog";
  }
}
