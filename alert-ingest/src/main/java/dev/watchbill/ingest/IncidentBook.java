package dev.watchbill.ingest;

import dev.watchbill.schemas.Incident;
import java.util.List;
import java.util.Optional;

/** What became of alerts, for senders that ask. It follows what is decided, a moment later. */
public interface IncidentBook {

  /** The newest incident of a service with a group key. */
  Optional<Incident> byGroup(String service, String groupKey);

  /**
   * The incident of a service with a number.
   *
   * @param number behind the last dash of its id
   */
  Optional<Incident> byNumber(String service, String number);

  /** Incidents of a service, newest first. */
  List<Incident> newest(String service, int most);
}
