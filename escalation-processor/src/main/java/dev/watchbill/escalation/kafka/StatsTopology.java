package dev.watchbill.escalation.kafka;

import dev.watchbill.schemas.ResponseMetrics;
import dev.watchbill.schemas.ResponseStats;
import dev.watchbill.schemas.Topics;
import dev.watchbill.schemas.serde.AvroSerde;
import dev.watchbill.schemas.serde.SchemaRegistry;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Sums up how incidents were responded to. It is off the paging path, in an application of its own.
 *
 * <pre>
 *  (response-metrics) ─► correct ─► one partition a key ─► sum ─► (response-stats)
 *                        counted                           sums
 * </pre>
 *
 * An incident that is resolved again after it was reopened is taken back where it was counted, and
 * counted anew. A late one changes the hour and day it belongs to.
 */
final class StatsTopology implements Supplier<Topology> {
  /** Incident → ResponseMetrics as it was counted. */
  static final String COUNTED = "counted";

  /** Start, window, by, id → ResponseStats. */
  static final String SUMS = "sums";

  private final Topics topics;
  private final SchemaRegistry registry;
  private final Properties settings;

  StatsTopology(Topics topics, SchemaRegistry registry, Properties settings) {
    this.topics = topics;
    this.registry = registry;
    this.settings = settings;
  }

  /** The application id, which prefixes its changelogs and its internal topic. */
  static String application(Topics topics) {
    return topics.prefix() + "stats";
  }

  @Override
  public Topology get() {
    var builder = new StreamsBuilder();
    builder.stream(
            topics.responseMetrics.name(),
            Consumed.with(Serdes.String(), serde(ResponseMetrics.class)).withName("read-metrics"))
        .process(correcting(), Named.as("correct"))
        .repartition(
            Repartitioned.with(Serdes.String(), serde(ResponseStats.class)).withName("changes"))
        .process(summing(), Named.as("sum"))
        .to(
            topics.responseStats.name(),
            Produced.with(Serdes.String(), serde(ResponseStats.class)).withName("response-stats"));
    return builder.build(settings);
  }

  private ProcessorSupplier<String, ResponseMetrics, String, ResponseStats> correcting() {
    return new Supplying<>(StatsCorrector::new, store(COUNTED, serde(ResponseMetrics.class)));
  }

  private ProcessorSupplier<String, ResponseStats, String, ResponseStats> summing() {
    return new Supplying<>(StatsSummer::new, store(SUMS, serde(ResponseStats.class)));
  }

  private <T extends SpecificRecord> AvroSerde<T> serde(Class<T> type) {
    return new AvroSerde<>(type, registry);
  }

  private static StoreBuilder<?> store(String name, AvroSerde<?> serde) {
    return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), serde)
        .withCachingDisabled()
        .withLoggingEnabled(Map.of());
  }

  /** A processor with the store it works on. */
  private record Supplying<A, B>(
      Supplier<Processor<String, A, String, B>> made, StoreBuilder<?> store)
      implements ProcessorSupplier<String, A, String, B> {
    @Override
    public Processor<String, A, String, B> get() {
      return made.get();
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Set.of(store);
    }
  }
}
