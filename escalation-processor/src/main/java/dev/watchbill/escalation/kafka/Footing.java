package dev.watchbill.escalation.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * What the topology stands on: where its stores are, and how often it looks at the clock.
 *
 * @param sweepEvery how late a deadline can be noticed
 * @param stores makes a store by its name
 * @param logged whether each change is written to a changelog, from which the store can be restored
 * @param commitsEarly whether a page asks for a commit, rather than to wait for the next
 * @param stopwatch in nanoseconds, by which a task ends what takes too long and goes on with it
 *     later
 */
record Footing(
    Duration sweepEvery,
    Function<String, KeyValueBytesStoreSupplier> stores,
    boolean logged,
    boolean commitsEarly,
    LongSupplier stopwatch) {

  /** Of virtual time nothing is ever used up, so that the same comes out on each machine. */
  static final LongSupplier STANDING = () -> 0;

  /** As it runs: on disk, restored from changelogs. */
  static final Footing DURABLE =
      new Footing(
          Duration.ofMillis(50), Stores::persistentKeyValueStore, true, true, System::nanoTime);

  /** The same on virtual time. */
  Footing onVirtualTime() {
    return new Footing(sweepEvery, stores, logged, commitsEarly, STANDING);
  }

  StoreBuilder<KeyValueStore<Bytes, byte[]>> store(String name) {
    var builder =
        Stores.keyValueStoreBuilder(stores.apply(name), Serdes.Bytes(), Serdes.ByteArray())
            .withCachingDisabled();
    return logged ? builder.withLoggingEnabled(Map.of()) : builder.withLoggingDisabled();
  }
}
