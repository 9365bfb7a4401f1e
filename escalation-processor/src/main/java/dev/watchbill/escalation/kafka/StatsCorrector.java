package dev.watchbill.escalation.kafka;

import dev.watchbill.escalation.stats.Sums;
import dev.watchbill.schemas.ResponseMetrics;
import dev.watchbill.schemas.ResponseStats;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Counts an incident, and takes back how it was counted before. */
@SuppressWarnings("NullAway.Init") // Kafka calls init before anything else.
final class StatsCorrector implements Processor<String, ResponseMetrics, String, ResponseStats> {
  /** An incident is forgotten 30 days after its end; then it can't be resolved again. */
  private static final Duration REMEMBERED = Duration.ofDays(31);

  private static final Duration TIDIED_EVERY = Duration.ofHours(6);

  private ProcessorContext<String, ResponseStats> context;
  private KeyValueStore<String, ResponseMetrics> counted;

  @Override
  public void init(ProcessorContext<String, ResponseStats> context) {
    this.context = context;
    counted = context.getStateStore(StatsTopology.COUNTED);
    context.schedule(
        TIDIED_EVERY,
        PunctuationType.WALL_CLOCK_TIME,
        now -> tidy(Instant.ofEpochMilli(now).minus(REMEMBERED)));
  }

  @Override
  public void process(Record<String, ResponseMetrics> record) {
    var incident = record.value();
    if (incident == null) {
      return;
    }
    var before = counted.get(incident.getIncident());
    if (incident.equals(before)) {
      return;
    }
    if (before != null) {
      Sums.of(before, -1).forEach(change -> send(change, record.timestamp()));
    }
    counted.put(incident.getIncident(), incident);
    Sums.of(incident, 1).forEach(change -> send(change, record.timestamp()));
  }

  private void send(ResponseStats change, long at) {
    context.forward(new Record<>(Sums.key(change), change, at));
  }

  private void tidy(Instant before) {
    var old = new ArrayList<String>();
    try (var all = counted.all()) {
      all.forEachRemaining(entry -> {
        if (entry.value.getResolvedAt().isBefore(before)) {
          old.add(entry.key);
        }
      });
    }
    old.forEach(counted::delete);
  }
}
