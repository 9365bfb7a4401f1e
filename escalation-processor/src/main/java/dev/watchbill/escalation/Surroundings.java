package dev.watchbill.escalation;

import dev.watchbill.schemas.Silence;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What else is known beside the roster and its shifts when something is decided. */
public interface Surroundings {
  /** Nothing is going on. */
  Surroundings NONE = (service, team, labels, at) -> Optional.empty();

  /** The silence that covers an alert for longest; empty: none does. */
  Optional<Silence> silence(
      String service, Optional<String> team, Map<String, String> labels, Instant at);
}
