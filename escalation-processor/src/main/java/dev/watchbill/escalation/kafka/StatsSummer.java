package dev.watchbill.escalation.kafka;

import dev.watchbill.escalation.stats.Sums;
import dev.watchbill.schemas.ResponseStats;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Adds changes to the sums they are for, and says what they are then. */
@SuppressWarnings("NullAway.Init") // Kafka calls init before anything else.
final class StatsSummer implements Processor<String, ResponseStats, String, ResponseStats> {
  /** As long as the topic keeps them. */
  private static final Duration KEPT = Duration.ofDays(400);

  private static final Duration TIDIED_EVERY = Duration.ofHours(6);

  private ProcessorContext<String, ResponseStats> context;
  private KeyValueStore<String, ResponseStats> sums;

  @Override
  public void init(ProcessorContext<String, ResponseStats> context) {
    this.context = context;
    sums = context.getStateStore(StatsTopology.SUMS);
    context.schedule(
        TIDIED_EVERY,
        PunctuationType.WALL_CLOCK_TIME,
        now -> tidy(Instant.ofEpochMilli(now).minus(KEPT)));
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

  private void tidy(Instant before) {
    var old = new ArrayList<String>();
    try (var all = sums.all()) {
      while (all.hasNext()) {
        var entry = all.next();
        if (!entry.value.getStart().isBefore(before)) {
          break;
        }
        old.add(entry.key);
      }
    }
    old.forEach(sums::delete);
  }
}
