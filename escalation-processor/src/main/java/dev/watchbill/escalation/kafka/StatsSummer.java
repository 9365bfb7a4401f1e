package dev.watchbill.escalation.kafka;

import dev.watchbill.escalation.stats.Sums;
import dev.watchbill.schemas.ResponseStats;
import java.time.Duration;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Adds changes to the sums they are for, and says what they are then. */
@SuppressWarnings("NullAway.Init") // Kafka calls init before anything else.
final class StatsSummer implements Processor<String, ResponseStats, String, ResponseStats> {
  /** As long as the topic keeps them. */
  private static final Duration KEPT = Duration.ofDays(400);

  private ProcessorContext<String, ResponseStats> context;
  private KeyValueStore<String, ResponseStats> sums;

  @Override
  public void init(ProcessorContext<String, ResponseStats> context) {
    this.context = context;
    sums = context.getStateStore(StatsTopology.SUMS);
    new Tidying<>(sums, KEPT, ResponseStats::getStart, true).schedule(context);
  }

  @Override
  public void process(Record<String, ResponseStats> record) {
    var change = record.value();
    if (change == null) {
      return;
    }
    var key = inOrderOfTime(change);
    var before = sums.get(key);
    var sum = before == null ? change : Sums.sum(before, change);
    sums.put(key, sum);
    context.forward(record.withValue(sum));
  }

  /** The oldest first, so that what is too old is found at once. */
  private static String inOrderOfTime(ResponseStats sum) {
    return "%s/%s".formatted(sum.getStart(), Sums.key(sum));
  }
}
