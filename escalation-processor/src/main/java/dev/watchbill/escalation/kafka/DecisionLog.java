package dev.watchbill.escalation.kafka;

import dev.watchbill.escalation.Decision;
import dev.watchbill.escalation.Effect;
import dev.watchbill.schemas.IncidentEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** One line for each entry of an incident's timeline: ids and reasons, never what an alert says. */
final class DecisionLog {
  private static final Logger LOG = LoggerFactory.getLogger(DecisionLog.class);

  private DecisionLog() {}

  static void log(Decision decision) {
    if (LOG.isInfoEnabled()) {
      decision.all(Effect.Tell.class).map(Effect.Tell::event).forEach(DecisionLog::log);
    }
  }

  private static void log(IncidentEvent event) {
    var line =
        LOG.atInfo()
            .addKeyValue("incident", event.getIncident())
            .addKeyValue("service", event.getService());
    line = with(line, "step", event.getStep());
    line = with(line, "person", event.getPerson());
    line = with(line, "channel", event.getChannel());
    line = with(line, "page", event.getPage());
    line = with(line, "response", event.getResponse());
    with(line, "outcome", event.getOutcome()).log(event.getType());
  }

  private static LoggingEventBuilder with(
      LoggingEventBuilder line, String key, @Nullable Object value) {
    return value == null ? line : line.addKeyValue(key, value);
  }
}
