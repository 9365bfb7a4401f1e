package dev.watchbill.ingest;

import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.IncidentEvent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What became of alerts, for senders that ask. It follows what is decided, a moment later. */
public interface IncidentBook {

  /** The newest incident of a service with a group key, or with an alert that has it as its key. */
  Optional<Incident> byGroup(String service, String groupKey);

  /** Whether an incident has a group key, or an alert with that key. */
  static boolean isOf(Incident incident, String key) {
    return incident.getGroupKey().equals(key) || keys(incident).contains(key);
  }

  /** Keys of an incident's alerts, oldest first, as far as its timeline goes back. */
  static List<String> keys(Incident incident) {
    return incident.getTimeline().stream()
        .flatMap(event -> Stream.ofNullable(event.getAlertKey()))
        .distinct()
        .toList();
  }

  /** Whether somebody wrote an entry of a timeline; what a sender says anew is no note. */
  static boolean isNote(IncidentEvent event) {
    return event.getType().equals("noted") && event.getResponse() != null;
  }

  /**
   * The incident of a service with a number.
   *
   * @param number behind the last dash of its id
   */
  Optional<Incident> byNumber(String service, String number);

  /** Incidents of a service, newest first. */
  List<Incident> newest(String service, int most);
}
