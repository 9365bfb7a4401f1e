package dev.watchbill.escalation.kafka;

import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.DeadLetter;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.Topic;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.roster.RosterStage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.jspecify.annotations.Nullable;

/**
 * The escalation topology, the very one that runs, on a clock that is moved by hand and without a
 * broker (ADR 0020). Time costs nothing: it goes from one deadline to the next. Not thread safe.
 */
public final class VirtualEscalation implements AutoCloseable {
  /** Deadlines are kept to the millisecond, so none is noticed late. */
  private static final Duration TICK = Duration.ofMillis(1);

  private final Cluster cluster;
  private final TopologyTestDriver driver;
  private final Map<String, SortedStore> stores = new HashMap<>();
  private final Map<String, TestInputTopic<String, byte[]>> inputs = new HashMap<>();
  private final Map<String, TestOutputTopic<String, byte[]>> outputs = new HashMap<>();
  private Instant now;
  private Instant rosterRead = Instant.EPOCH;

  /**
   * Starts it, with nothing known yet.
   *
   * @param cluster its topics and registry; nothing is asked of its broker
   * @param start what time it is, to the millisecond; deadlines are held back for a second from
   *     then, as after each start
   */
  public VirtualEscalation(Cluster cluster, Instant start) {
    this.cluster = cluster;
    now = start;
    var serialization = new Serialization(cluster.topics(), cluster.registry());
    var metrics = new EscalationMetrics(new SimpleMeterRegistry());
    var letters = new DeadLetters(cluster.topics(), cluster.registry(), () -> now, metrics);
    var footing = new Footing(TICK, this::store, false, false, Footing.STANDING);
    // Nothing is kept there, as all stores are in memory.
    var nowhere = Path.of(System.getProperty("java.io.tmpdir"), "watchbill-simulated");
    driver =
        new TopologyTestDriver(
            new EscalationTopology(
                    serialization, new Boards(), letters, metrics, footing, () -> false)
                .get(),
            EscalationSettings.of(cluster, serialization, nowhere, letters, 0),
            start);
  }

  private SortedStore store(String name) {
    return stores.computeIfAbsent(name, SortedStore::new);
  }

  /** What came out, in the order of each topic. */
  public record Out(
      List<IncidentEvent> events,
      List<Page> pages,
      List<Assignment> assignments,
      List<DeadLetter> deadLetters) {}

  public Instant now() {
    return now;
  }

  /** When something is due next; empty: never. */
  public Optional<Instant> nextDeadline() {
    var deadline = store(TaskStores.DEADLINES).first().map(Deadlines::instantOf).stream();
    return Stream.concat(deadline, looksForDeparted()).min(Instant::compareTo);
  }

  /** A roster is noticed a tick after it was written, and looked through once it has settled. */
  private Stream<Instant> looksForDeparted() {
    var noticed = rosterRead.plus(TICK);
    return Stream.of(noticed, noticed.plusMillis(Departures.SETTLES)).filter(now::isBefore);
  }

  /**
   * Lets time pass, and does what is due then. What was due on the way is done now, as after an
   * outage: stop at each {@link #nextDeadline} not to be late.
   *
   * @throws IllegalArgumentException if that is before now
   */
  public void passTo(Instant then) {
    if (then.isBefore(now)) {
      throw new IllegalArgumentException(
          "Expected a time from %s on, but got %s".formatted(now, then));
    }
    var time = Duration.between(now, then);
    now = then;
    driver.advanceWallClockTime(time);
  }

  /** Writes a record of an input topic, now. */
  public <T extends SpecificRecord> void write(Topic<T> topic, String key, @Nullable T value) {
    write(topic, key, value == null ? null : cluster.serde(topic).serialize(topic.name(), value));
  }

  /** Writes a record of an input topic, now, as the bytes it is. */
  public void write(Topic<?> topic, String key, byte @Nullable [] value) {
    if (key.equals(RosterStage.CURRENT)) {
      rosterRead = now;
    }
    inputs
        .computeIfAbsent(
            topic.name(),
            name ->
                driver.createInputTopic(name, new StringSerializer(), new ByteArraySerializer()))
        .pipeInput(key, value, now);
  }

  /** What came out since the last call. */
  public Out drain() {
    var topics = cluster.topics();
    discard(topics.incidents, topics.serviceStatus, topics.responseMetrics);
    return new Out(
        read(topics.incidentEvents),
        read(topics.pages),
        read(topics.assignments),
        read(topics.deadLetters));
  }

  private void discard(Topic<?>... topics) {
    for (var topic : topics) {
      output(topic).readRecordsToList();
    }
  }

  private <T extends SpecificRecord> List<T> read(Topic<T> topic) {
    var output = output(topic);
    if (output.isEmpty()) {
      return List.of();
    }
    var serde = cluster.serde(topic);
    return output.readValuesToList().stream()
        .map(bytes -> serde.deserialize(topic.name(), bytes))
        .toList();
  }

  private TestOutputTopic<String, byte[]> output(Topic<?> topic) {
    return outputs.computeIfAbsent(
        topic.name(),
        name ->
            driver.createOutputTopic(name, new StringDeserializer(), new ByteArrayDeserializer()));
  }

  @Override
  public void close() {
    driver.close();
  }
}
