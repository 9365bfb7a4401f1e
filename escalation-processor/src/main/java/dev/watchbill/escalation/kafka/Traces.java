package dev.watchbill.escalation.kafka;

import dev.watchbill.escalation.Decision;
import dev.watchbill.escalation.Effect;
import dev.watchbill.escalation.Escalation;
import dev.watchbill.schemas.trace.Trace;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which trace each output of a decision is a part of: its incident's, and that is the one of
 * whatever opened it, also when a deadline or another alert decides.
 */
final class Traces {
  private final StoreMemory memory;
  private final Trace current;
  private final Map<String, Trace> known = new HashMap<>();

  Traces(Decision decision, StoreMemory memory) {
    this.memory = memory;
    current = Trace.current();
    decision
        .all(Effect.KeepIncident.class)
        .map(Effect.KeepIncident::incident)
        .forEach(incident -> known.put(incident.id(), of(begun(incident).trace())));
  }

  /** The incident with its trace, if it has none yet. */
  Escalation begun(Escalation incident) {
    return incident.trace() == null ? incident.withTrace(current.parent()) : incident;
  }

  /** That of an incident. */
  Trace ofIncident(String incident) {
    return known.computeIfAbsent(
        incident, id -> of(memory.incident(id).map(Escalation::trace).orElse(current.parent())));
  }

  /** That of the decision as a whole. */
  Trace ofAll() {
    return known.values().stream().findFirst().orElse(current);
  }

  private Trace of(@Nullable String parent) {
    return new Trace(parent, current.received());
  }
}
