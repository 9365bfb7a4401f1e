package dev.watchbill.escalation.kafka;

import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.NotifyRule;
import dev.watchbill.schemas.Organization;
import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.Policy;
import dev.watchbill.schemas.PolicyStep;
import dev.watchbill.schemas.RosterCurrent;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.SeverityPolicy;
import dev.watchbill.schemas.Target;
import dev.watchbill.schemas.Topic;
import dev.watchbill.schemas.Topics;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.roster.RosterStage;
import dev.watchbill.schemas.serde.LocalRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * One task of the topology, its stores filled with copies of an incident that it opened itself: a
 * million would take it a quarter of an hour to open.
 */
final class FilledTask implements AutoCloseable {
  private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
  private static final Duration PATIENCE = Duration.ofHours(10);
  // Behind all that alerts open, whose hints the task has seen itself.
  private static final Instant TOGETHER_DUE = START.plus(Duration.ofHours(11));
  private static final Instant OTHERS_DUE = START.plus(Duration.ofHours(12));

  /** Steps that are due in one moment. */
  static final int TOGETHER = 6_000;

  private static final String FIRST = "service-0-1";
  private static final Duration TICK = Duration.ofMillis(50);

  private final Cluster cluster =
      new Cluster(
          "127.0.0.1:1",
          new LocalRegistry(),
          new Topics(Topics.DEFAULT_PREFIX),
          6,
          (short) 1,
          "bench",
          Map.of());
  private final Topics topics = cluster.topics();
  private final Serialization serialization = new Serialization(topics, cluster.registry());
  private final TopologyTestDriver driver;
  private final Map<String, TestOutputTopic<byte[], byte[]>> outputs = new HashMap<>();
  private final SplittableRandom random = new SplittableRandom(1);
  private Instant now = START;
  private int open;
  private int fresh;

  FilledTask(Path folder) {
    var metrics = new EscalationMetrics(new SimpleMeterRegistry());
    var letters = new DeadLetters(topics, cluster.registry(), () -> now, metrics);
    var footing = new Footing(TICK, UnflushedStore::supplier, true, true, Footing.STANDING);
    driver =
        new TopologyTestDriver(
            new EscalationTopology(
                    serialization, new Boards(), letters, metrics, footing, () -> false)
                .get(),
            EscalationSettings.of(cluster, serialization, folder, letters, 0),
            now);
    roster();
    // The gate opens after a second.
    pass(Duration.ofSeconds(2));
  }

  // ---- what is measured

  /** Alerts as they come: four repeats of open ones to a new one; after as many to warm up. */
  Samples alerts(int times) {
    Samples.of(times / 2, this::anyAlert);
    return Samples.of(times, this::anyAlert);
  }

  private void anyAlert() {
    if (random.nextInt(5) == 0) {
      fresh++;
      send(alert(Copies.service(fresh), "fresh-" + fresh));
    } else {
      var number = random.nextInt(open);
      send(alert(Copies.service(number), "key-" + number));
    }
    if (random.nextInt(200) == 0) {
      discard();
    }
  }

  /** Sweeps while nothing is due. */
  Samples idleSweeps(int times) {
    pass(TICK);
    return Samples.of(times, () -> pass(TICK));
  }

  /** Deletes the nearest hints, as their incidents' next deadlines had moved. */
  void cancel(int hints) {
    var store = store(TaskStores.DEADLINES);
    var gone = 0;
    try (var all = store.all()) {
      while (gone < hints && all.hasNext()) {
        store.delete(all.next().key);
        gone++;
      }
    }
    discard();
  }

  /** Lets what the alerts opened run out, so that the stores are quiet again. */
  void settle() {
    passTo(START.plus(PATIENCE).plus(Duration.ofMinutes(30)));
    discard();
  }

  /** The sweep that finds what was deleted. @return microseconds */
  double crossing() {
    passTo(OTHERS_DUE.minusMillis(1));
    return Samples.micros(() -> pass(TICK));
  }

  /** {@link #TOGETHER} steps that are due in the same moment. @return microseconds until written */
  double due() {
    passTo(TOGETHER_DUE.minusMillis(1));
    return Samples.micros(() -> pass(TICK));
  }

  // ---- filling

  void fill(int incidents) {
    open = incidents;
    template();
    var copies = copies();
    for (var i = 1; i < incidents + TOGETHER; i++) {
      var due = i < incidents ? OTHERS_DUE.plusMillis(i) : TOGETHER_DUE;
      copies.copy(i, due, (store, key, value) -> store(store).put(key, value));
      if (i % 2_000 == 0) {
        discard();
      }
    }
    discard();
  }

  private void template() {
    send(alert("service-0", "key-0"));
    discard();
  }

  /** The incident the task opened itself, to be copied. */
  private Copies copies() {
    var first = TaskStores.key(FIRST);
    return new Copies(
        serialization,
        serialization.fromStore(
            TaskStores.INCIDENTS,
            serialization.incidentState,
            store(TaskStores.INCIDENTS).get(first)),
        serialization.incidents.deserialize(
            topics.incidents.name(), store(TaskStores.PUBLISHED).get(first)),
        serialization.fromStore(
            TaskStores.ALERTS,
            serialization.alertState,
            store(TaskStores.ALERTS).get(TaskStores.key(FIRST, "bench", "key-0"))));
  }

  // ---- the driver

  private KeyValueStore<Bytes, byte[]> store(String name) {
    return driver.getKeyValueStore(name);
  }

  private void passTo(Instant then) {
    pass(Duration.between(now, then));
  }

  private void pass(Duration time) {
    driver.advanceWallClockTime(time);
    now = now.plus(time);
  }

  private static Alert alert(String service, String key) {
    return Alert.newBuilder()
        .setId(key)
        .setIntegration("bench")
        .setKey(key)
        .setGroupKey(key)
        .setService(service)
        .setTitle("Something is wrong")
        .setLabels(Map.of("alertname", "Wrong", "job", service))
        .build();
  }

  private void send(Alert alert) {
    write(topics.alerts, alert.getService(), alert);
  }

  private <T extends SpecificRecord> void write(Topic<T> topic, String key, T value) {
    driver
        .createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer())
        .pipeInput(key, cluster.serde(topic).serialize(topic.name(), value), now);
  }

  /** The driver keeps all that is written, changelogs included, until it is read. */
  private void discard() {
    // What was put into stores from outside is only seen when it next works.
    driver.advanceWallClockTime(Duration.ZERO);
    for (var topic : driver.producedTopicNames()) {
      outputs
          .computeIfAbsent(
              topic,
              name ->
                  driver.createOutputTopic(
                      name, new ByteArrayDeserializer(), new ByteArrayDeserializer()))
          .readRecordsToList();
    }
  }

  private void roster() {
    // As a region that goes down: no folding, so that each incident is one of its own.
    put("organization:org", r -> r.setOrganization(organization()));
    put("person:ann", r -> r.setPerson(person()));
    put("policy:anyone", r -> r.setPolicy(policy()));
    put(RosterStage.CURRENT, r -> r.setCurrent(new RosterCurrent(START, "bench")));
  }

  private void put(String key, java.util.function.UnaryOperator<RosterRecord.Builder> content) {
    write(topics.roster, key, content.apply(RosterRecord.newBuilder().setVersion("bench")).build());
  }

  private static Organization organization() {
    return Organization.newBuilder()
        .setFallbackPolicy("anyone")
        .setStormThreshold(1_000_000)
        .setMaxPagesPerMinute(1_000_000)
        .build();
  }

  private static Person person() {
    return Person.newBuilder()
        .setId("ann")
        .setName("Ann")
        .setNotifyHigh(List.of(new NotifyRule("inbox", 0L)))
        .build();
  }

  private static Policy policy() {
    var step =
        PolicyStep.newBuilder()
            .setPatienceMs(PATIENCE.toMillis())
            .setTargets(List.of(new Target("person", List.of("ann"))))
            .build();
    var rules = SeverityPolicy.newBuilder().setSteps(List.of(step)).setRepeat(100).build();
    return Policy.newBuilder().setId("anyone").setSeverities(Map.of("error", rules)).build();
  }

  @Override
  public void close() {
    driver.close();
  }
}
