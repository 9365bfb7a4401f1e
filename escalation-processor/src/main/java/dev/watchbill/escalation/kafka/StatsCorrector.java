package dev.watchbill.escalation.kafka;

import dev.watchbill.escalation.stats.Sums;
import dev.watchbill.schemas.ResponseMetrics;
import dev.watchbill.schemas.ResponseStats;
import java.time.Duration;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Counts an incident, and takes back how it was counted before. */
@SuppressWarnings("NullAway.Init") // Kafka calls init before anything else.
final class StatsCorrector implements Processor<String, ResponseMetrics, String, ResponseStats> {
  /** An incident is forgotten 30 days after its end; then it can't be resolved again. */
  private static final Duration REMEMBERED = Duration.ofDays(31);

  private ProcessorContext<String, ResponseStats> context;
  private KeyValueStore<String, ResponseMetrics> counted;

  @Override
  public void init(ProcessorContext<String, ResponseStats> context) {
    this.context = context;
    counted = context.getStateStore(StatsTopology.COUNTED);
    new Tidying<>(counted, REMEMBERED, ResponseMetrics::getResolvedAt, false).schedule(context);
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
}
