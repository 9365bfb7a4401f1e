package dev.watchbill.notifier.kafka;

import dev.watchbill.schemas.trace.Trace;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The traces of incidents that people were told of by this process lately, so that what they answer
 * is a part of them. What another process told is not known here; the processor knows.
 */
public final class IncidentTraces {
  private static final int MOST = 10_000;

  private final Map<String, Trace> traces =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Trace> eldest) {
          return size() > MOST;
        }
      };

  /** An incident is told of, as a part of the current trace. */
  synchronized void tell(String incident) {
    if (Trace.current().parent() != null) {
      traces.put(incident, Trace.current().received(null));
    }
  }

  /** The incident's trace, if it is known. */
  synchronized Trace of(String incident) {
    return traces.getOrDefault(incident, Trace.NONE);
  }
}
