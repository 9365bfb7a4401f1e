package dev.watchbill.escalation.kafka;

import dev.watchbill.schemas.Topic;
import dev.watchbill.schemas.serde.AvroSerde;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * From alerts to pages in one exactly-once hop.
 *
 * <pre>
 *  (roster)*  (rotation-state)*  (silences)* (service-status)* (availability)* (heartbeats)*
 *      │ stage-roster   │ index-shifts  │           │                │              │ index-…
 *      ▼                ▼               ▼           ▼                ▼              ▼
 *   boards in memory: whole roster, published shifts, what is silenced, down, heard, who is engaged,
 *                  ┊  and (people-settings)* what people set for themselves
 *                  ┊
 *  (alerts) ───┐   ┊                        ┌─► (assignments) (pages)
 *  (responses) ┼─► escalate ────────────────┼─► (incidents)* (incident-events)
 *  (receipts) ─┘   │  ▲                     ├─► (service-status)* (response-metrics)
 *                  ▼  │ sweep, each 50 ms   └─► (dead-letters)
 *     incidents alerts groups services plans published heard deadlines waiting
 * </pre>
 */
public final class EscalationTopology implements Supplier<Topology> {
  static final String ESCALATE = "escalate";

  private final Serialization serialization;
  private final Boards boards;
  private final DeadLetters deadLetters;
  private final EscalationMetrics metrics;
  private final Footing footing;
  private final BoardKeeper.Patience patience;
  private final CommitPacer pacer;

  EscalationTopology(
      Serialization serialization,
      Boards boards,
      DeadLetters deadLetters,
      EscalationMetrics metrics) {
    this(serialization, boards, deadLetters, metrics, Footing.DURABLE, () -> false);
  }

  /**
   * @param patience with a registry that is away, see {@link BoardKeeper}
   */
  EscalationTopology(
      Serialization serialization,
      Boards boards,
      DeadLetters deadLetters,
      EscalationMetrics metrics,
      Footing footing,
      BoardKeeper.Patience patience) {
    this.serialization = serialization;
    this.boards = boards;
    this.deadLetters = deadLetters;
    this.metrics = metrics;
    this.footing = footing;
    this.patience = patience;
    pacer = new CommitPacer(footing.commitsEarly());
  }

  @Override
  public Topology get() {
    var topics = serialization.topics;
    var topology = new Topology();
    board(topology, "roster", "stage-roster", topics.roster, serialization.roster, boards::roster);
    board(
        topology,
        "shifts",
        "index-shifts",
        topics.rotationState,
        serialization.rotationState,
        boards::shifts);
    board(
        topology,
        "silences",
        "index-silences",
        topics.silences,
        serialization.silences,
        boards::silence);
    board(
        topology,
        "statuses",
        "index-statuses",
        topics.serviceStatus,
        serialization.status,
        boards::status);
    board(
        topology,
        "availability",
        "index-availability",
        topics.availability,
        serialization.availability,
        boards::availability);
    source(topology, "read-alerts", topics.alerts, serialization.alerts);
    source(topology, "read-responses", topics.responses, serialization.responses);
    source(topology, "read-receipts", topics.receipts, serialization.receipts);
    topology.addProcessor(
        ESCALATE, this::processor, "read-alerts", "read-responses", "read-receipts");
    TaskStores.ALL.forEach(name -> topology.addStateStore(footing.store(name), ESCALATE));
    outputs().forEach(topic -> sink(topology, topic));
    // Last, as sub-topologies are numbered in the order they are added in, and the number of the
    // one with stores is part of where they are on disk.
    board(
        topology,
        "heartbeats",
        "index-heartbeats",
        topics.heartbeats,
        serialization.heartbeats,
        boards::heartbeat);
    board(
        topology,
        "settings",
        "index-settings",
        topics.peopleSettings,
        serialization.settings,
        boards::settings);
    return topology;
  }

  private EscalationProcessor processor() {
    return new EscalationProcessor(
        new EscalationTask.Tools(
            serialization,
            boards,
            pacer,
            deadLetters,
            metrics,
            footing.sweepEvery(),
            footing.stopwatch()));
  }

  private List<Topic<?>> outputs() {
    var topics = serialization.topics;
    return List.of(
        topics.assignments,
        topics.pages,
        topics.incidents,
        topics.incidentEvents,
        topics.serviceStatus,
        topics.responseMetrics,
        topics.deadLetters);
  }

  private <T extends SpecificRecord> void board(
      Topology topology,
      String store,
      String processor,
      Topic<T> topic,
      AvroSerde<T> serde,
      BiConsumer<String, @Nullable T> board) {
    // In memory, so that a start reads the topic from its beginning through the processor. It stays
    // empty: the board is what is read.
    topology.addGlobalStore(
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore("global-" + store), Serdes.String(), Serdes.String())
            .withLoggingDisabled(),
        "read-" + store,
        new StringDeserializer(),
        new ByteArrayDeserializer(),
        topic.name(),
        processor,
        () -> new BoardKeeper<>(topic.name(), serde, board, metrics, patience));
  }

  private static <T extends SpecificRecord> void source(
      Topology topology, String name, Topic<T> topic, AvroSerde<T> serde) {
    topology.addSource(name, new StringDeserializer(), serde, topic.name());
  }

  private static void sink(Topology topology, Topic<?> topic) {
    topology.addSink(
        topic.name(), topic.name(), new StringSerializer(), new ByteArraySerializer(), ESCALATE);
  }
}
