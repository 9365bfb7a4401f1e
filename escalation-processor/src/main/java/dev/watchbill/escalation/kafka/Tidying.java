package dev.watchbill.escalation.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.function.Function;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Drops what is too old from a store, every six hours.
 *
 * @param kept how long entries stay
 * @param time when an entry is from
 * @param inOrder whether keys are in the order of their times, so that a look can end early
 */
record Tidying<V>(
    KeyValueStore<String, V> store, Duration kept, Function<V, Instant> time, boolean inOrder) {
  private static final Duration EVERY = Duration.ofHours(6);

  void schedule(ProcessorContext<?, ?> context) {
    context.schedule(
        EVERY, PunctuationType.WALL_CLOCK_TIME, now -> tidy(Instant.ofEpochMilli(now).minus(kept)));
  }

  private void tidy(Instant before) {
    var old = new ArrayList<String>();
    try (var all = store.all()) {
      while (all.hasNext()) {
        var entry = all.next();
        if (time.apply(entry.value).isBefore(before)) {
          old.add(entry.key);
        } else if (inOrder) {
          break;
        }
      }
    }
    old.forEach(store::delete);
  }
}
