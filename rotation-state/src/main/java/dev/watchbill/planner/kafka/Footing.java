package dev.watchbill.planner.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * What the planner stands on: where its stores are, and how much it plans at a time.
 *
 * @param step how long a roster is planned before what was done is committed
 * @param stores makes a store by its name
 * @param logged whether each change is written to a changelog, from which the store can be restored
 */
public record Footing(
    Duration step, Function<String, KeyValueBytesStoreSupplier> stores, boolean logged) {

  /** As it runs: on disk, restored from changelogs. */
  static Footing durable(Duration step) {
    return new Footing(step, Stores::persistentKeyValueStore, true);
  }

  /** For a simulation (ADR 0020): a roster is planned in one step, and nothing outlives it. */
  public static Footing passing() {
    return new Footing(Duration.ofDays(1), Stores::inMemoryKeyValueStore, false);
  }

  <V> StoreBuilder<?> store(String name, Serde<V> values) {
    var builder =
        Stores.keyValueStoreBuilder(stores.apply(name), Serdes.String(), values)
            .withCachingDisabled();
    return logged ? builder.withLoggingEnabled(Map.of()) : builder.withLoggingDisabled();
  }
}
