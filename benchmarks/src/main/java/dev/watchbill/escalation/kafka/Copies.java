package dev.watchbill.escalation.kafka;

import dev.watchbill.schemas.AlertState;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.IncidentState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;

/**
 * What the stores hold of an open incident, under other names: to open a million takes a quarter of
 * an hour.
 *
 * @param incident of the one that was opened; changed with each copy, as are the others
 */
record Copies(
    Serialization serialization, IncidentState incident, Incident published, AlertState alert) {
  static final int SERVICES = 1_000;

  /** Takes what a copy is kept as. */
  interface Keeper {
    void keep(String store, Bytes key, byte[] value);
  }

  static String service(int number) {
    return "service-" + number % SERVICES;
  }

  /**
   * One copy.
   *
   * @param due when its next step is
   */
  void copy(int number, Instant due, Keeper keeper) {
    var service = service(number);
    var id = service + "-" + (1_000_000 + number);
    var key = "key-" + number;
    incident(service, id, key, due);
    keeper.keep(
        TaskStores.INCIDENTS,
        TaskStores.key(id),
        serialization.toStore(TaskStores.INCIDENTS, serialization.incidentState, incident));
    published.setId(id);
    keeper.keep(
        TaskStores.PUBLISHED,
        TaskStores.key(id),
        serialization.incidents.serialize(serialization.topics.incidents.name(), published));
    alert.setIncident(id);
    alert.setKey(key);
    alert.setGroupKey(key);
    keeper.keep(
        TaskStores.ALERTS,
        TaskStores.key(id, "bench", key),
        serialization.toStore(TaskStores.ALERTS, serialization.alertState, alert));
    keeper.keep(
        TaskStores.GROUPS, TaskStores.key(service, key), id.getBytes(StandardCharsets.UTF_8));
    keeper.keep(TaskStores.DEADLINES, Deadlines.key(due, id), Deadlines.NOTHING.get());
  }

  private void incident(String service, String id, String key, Instant due) {
    incident.getBrief().setId(id);
    incident.getBrief().setService(service);
    incident.setGroupKey(key);
    incident.setHint(due.toEpochMilli());
    incident.getPhase().setDue(due.toEpochMilli());
    incident
        .getResponders()
        .forEach(responder -> responder.getAttempts().forEach(it -> it.setFate("REACHED")));
  }
}
