package dev.watchbill.escalation;

import dev.watchbill.schemas.Incident;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** What earlier decisions asked to be kept. Read-only. */
public interface Memory {
  Optional<Escalation> incident(String id);

  /** The incident that alerts of this service with this group key belong to. */
  Optional<String> incidentOf(String service, String groupKey);

  /** {@link ServiceLog#quiet} where nothing was kept. */
  ServiceLog service(String id);

  Optional<AlertSignal> alert(String incident, String integration, String key);

  /** All alerts of an incident. To be closed. */
  Stream<AlertSignal> alerts(String incident);

  /**
   * A frozen plan.
   *
   * @throws IllegalStateException if it was never kept
   */
  Plan plan(String hash);

  /** When an integration was last heard here. */
  Optional<Instant> heard(String integration);

  /** When nothing that was sent could be heard here, as far as it matters still. */
  Pauses pauses();

  /** What others see of an incident. */
  Optional<Incident> published(String incident);
}
