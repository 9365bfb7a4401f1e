package dev.watchbill.escalation.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.escalation.Directory;
import dev.watchbill.escalation.Rig;
import dev.watchbill.escalation.TestRoster;
import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.Availability;
import dev.watchbill.schemas.DeadLetter;
import dev.watchbill.schemas.Heard;
import dev.watchbill.schemas.Heartbeat;
import dev.watchbill.schemas.PersonSettings;
import dev.watchbill.schemas.Receipt;
import dev.watchbill.schemas.Response;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.Silence;
import dev.watchbill.schemas.Topic;
import dev.watchbill.schemas.Topics;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.roster.RosterStage;
import dev.watchbill.schemas.serde.AvroSerde;
import dev.watchbill.schemas.serde.LocalRegistry;
import dev.watchbill.schemas.serde.SchemaRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The whole topology with the settings it runs with, restarted with what its stores held. */
public final class TopologyRig implements Rig {
  public final Topics topics = new Topics(Topics.DEFAULT_PREFIX);
  public final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final SchemaRegistry registry;
  private final String guarantee;
  private final Path stateDir;
  private final Map<String, KeyValue<Topic<?>, SpecificRecord>> global = new HashMap<>();
  private final Map<String, Map<Bytes, byte[]>> changelogs = new HashMap<>();
  private Directory directory = TestRoster.shop().directory();
  private Instant now = TestRoster.MIDNIGHT;
  private boolean registryIsAwaited;
  private Driver driver;

  public TopologyRig() {
    this(new LocalRegistry());
  }

  public TopologyRig(SchemaRegistry registry) {
    this(registry, StreamsConfig.EXACTLY_ONCE_V2);
  }

  /**
   * One with another guarantee: the driver forgets what was sent without a commit, which is what
   * becomes of a dead letter of reading.
   */
  public TopologyRig(SchemaRegistry registry, String guarantee) {
    this.registry = registry;
    this.guarantee = guarantee;
    try {
      stateDir = Files.createTempDirectory("escalation");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    driver = start();
  }

  private Driver start() {
    return new Driver();
  }

  /** One run of the topology. */
  private final class Driver {
    final TopologyTestDriver driver;
    final Map<String, TestOutputTopic<String, byte[]>> outputs = new HashMap<>();

    Driver() {
      var cluster = new Cluster("127.0.0.1:1", registry, topics, 6, (short) 1, "test", Map.of());
      var serialization = new Serialization(topics, registry);
      var meters = new EscalationMetrics(metrics);
      var letters = new DeadLetters(topics, registry, () -> now, meters);
      var settings = EscalationSettings.of(cluster, serialization, stateDir, letters, 0);
      settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, guarantee);
      driver =
          new TopologyTestDriver(
              new EscalationTopology(
                      serialization,
                      new Boards(),
                      letters,
                      meters,
                      Footing.DURABLE.onVirtualTime(),
                      () -> registryIsAwaited)
                  .get(),
              settings,
              now);
    }

    void close() {
      driver.close();
    }
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public void roster(TestRoster roster) {
    roster.rotationState().forEach((key, week) -> global(topics.rotationState, key, week));
    var records = roster.records();
    var prefix = topics.roster.name();
    List.copyOf(global.keySet()).stream()
        .filter(key -> key.startsWith(prefix))
        .map(key -> key.substring(prefix.length()))
        .filter(key -> !records.containsKey(key))
        .forEach(this::rosterWithout);
    records.forEach((key, record) -> global(topics.roster, key, record));
    directory = roster.directory();
  }

  public void rosterWithout(String key) {
    global.remove(topics.roster.name() + key);
    raw(topics.roster.name(), key.getBytes(StandardCharsets.UTF_8), null);
  }

  @Override
  public Directory directory() {
    return directory;
  }

  public void rosterRecord(String key, RosterRecord record) {
    global(topics.roster, key, record);
  }

  private <T extends SpecificRecord> void global(Topic<T> topic, String key, T value) {
    global.put(topic.name() + key, KeyValue.pair(topic, value));
    send(topic, key, value);
  }

  @Override
  public void alert(Alert alert) {
    send(topics.alerts, alert.getService(), alert);
  }

  @Override
  public void response(Response response) {
    send(topics.responses, response.getService(), response);
  }

  @Override
  public void receipt(Receipt receipt) {
    send(topics.receipts, receipt.getService(), receipt);
  }

  @Override
  public void silence(Silence silence) {
    global(topics.silences, silence.getId(), silence);
  }

  @Override
  public void availability(Availability availability) {
    global(topics.availability, availability.getPerson(), availability);
  }

  @Override
  public void settings(PersonSettings settings) {
    global(topics.peopleSettings, settings.getPerson(), settings);
  }

  @Override
  public void heard(String integration) {
    var heard = Heard.newBuilder().setAt(now).build();
    global(
        topics.heartbeats,
        "heard:" + integration,
        Heartbeat.newBuilder().setName(integration).setHeard(heard).build());
  }

  private void send(Topic<?> topic, String key, SpecificRecord value) {
    var bytes = serialize(topic, value);
    raw(topic.name(), key.getBytes(StandardCharsets.UTF_8), bytes);
  }

  @SuppressWarnings("unchecked") // Each topic is sent its own records.
  private <T extends SpecificRecord> byte[] serialize(Topic<T> topic, SpecificRecord value) {
    return new AvroSerde<>(topic.value(), registry).serialize(topic.name(), (T) value);
  }

  /** Sends bytes as they are. */
  public void raw(String topic, byte @Nullable [] key, byte @Nullable [] value) {
    driver
        .driver
        .createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(new TestRecord<>(key, value, now));
  }

  @Override
  public void pass(Duration time) {
    driver.driver.advanceWallClockTime(time);
    now = now.plus(time);
  }

  @Override
  public void restart(Duration down) {
    restartWithoutRoster(down);
    reread();
  }

  /** One that finds nothing on the global topics. */
  public void restartWithoutRoster(Duration down) {
    var kept = restored();
    // What the topology said of services it reads again itself.
    read(topics.serviceStatus)
        .forEach(status ->
            global.put(
                topics.serviceStatus.name() + status.getService(),
                KeyValue.pair(topics.serviceStatus, status)));
    driver.close();
    now = now.plus(down);
    driver = start();
    kept.forEach(this::fill);
  }

  /** What is away comes back if it is asked again. */
  public TopologyRig awaitingTheRegistry() {
    registryIsAwaited = true;
    return this;
  }

  /** Everything the stores hold. */
  public Map<String, List<KeyValue<Bytes, byte[]>>> dump() {
    var stores = new HashMap<String, List<KeyValue<Bytes, byte[]>>>();
    for (var name : TaskStores.ALL) {
      var all = new ArrayList<KeyValue<Bytes, byte[]>>();
      try (var entries = driver.driver.<Bytes, byte[]>getKeyValueStore(name).all()) {
        entries.forEachRemaining(all::add);
      }
      stores.put(name, all);
    }
    return stores;
  }

  /** What a start finds: not the stores of the run before, but what its changelogs say. */
  private Map<String, List<KeyValue<Bytes, byte[]>>> restored() {
    var kept = new HashMap<String, List<KeyValue<Bytes, byte[]>>>();
    var stores = dump();
    for (var name : TaskStores.ALL) {
      var all =
          replayed(name).entrySet().stream().map(e -> KeyValue.pair(e.getKey(), e.getValue()));
      kept.put(name, all.toList());
      assertThat(all(kept, name))
          .as("a replay of the changelog of " + name)
          .isEqualTo(all(stores, name));
    }
    return kept;
  }

  private Map<Bytes, byte[]> replayed(String name) {
    var replayed = changelogs.computeIfAbsent(name, store -> new TreeMap<>());
    for (var change : changes(name)) {
      if (change.value == null) {
        replayed.remove(Bytes.wrap(change.key));
      } else {
        replayed.put(Bytes.wrap(change.key), change.value);
      }
    }
    return replayed;
  }

  private static List<String> all(Map<String, List<KeyValue<Bytes, byte[]>>> stores, String name) {
    return stores.getOrDefault(name, List.of()).stream()
        .map(entry -> entry.key + "=" + Bytes.wrap(entry.value))
        .toList();
  }

  private List<KeyValue<byte[], byte[]>> changes(String store) {
    var topic = topics.prefix() + "escalation-" + store + "-changelog";
    return driver.driver.producedTopicNames().contains(topic)
        ? driver
            .driver
            .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
            .readKeyValuesToList()
        : List.of();
  }

  /** Puts bytes into a store, as if another build had left them there. */
  public void keep(String name, Bytes key, byte[] value) {
    driver.driver.<Bytes, byte[]>getKeyValueStore(name).put(key, value);
    replayed(name).put(key, value);
  }

  private void fill(String name, List<KeyValue<Bytes, byte[]>> entries) {
    driver.driver.<Bytes, byte[]>getKeyValueStore(name).putAll(entries);
  }

  /** A start reads the global topics from their beginning. */
  private void reread() {
    var whole = topics.roster.name() + RosterStage.CURRENT;
    global.forEach((key, record) -> {
      if (!key.equals(whole)) {
        send(record.key, key.substring(record.key.name().length()), record.value);
      }
    });
    var current = global.get(whole);
    if (current != null) {
      send(current.key, RosterStage.CURRENT, current.value);
    }
  }

  @Override
  public Out drain() {
    return new Out(read(topics.incidentEvents), read(topics.pages));
  }

  /** What came out on a topic since the last call; tombstones left out. */
  public <T extends SpecificRecord> List<T> read(Topic<T> topic) {
    var serde = new AvroSerde<>(topic.value(), registry);
    return readRaw(topic).stream()
        .filter(record -> record.value != null)
        .map(record -> serde.deserialize(topic.name(), record.value))
        .toList();
  }

  /** Keys and bytes that came out on a topic since the last call. */
  public List<KeyValue<String, byte[]>> readRaw(Topic<?> topic) {
    return driver
        .outputs
        .computeIfAbsent(
            topic.name(),
            name ->
                driver.driver.createOutputTopic(
                    name, new StringDeserializer(), new ByteArrayDeserializer()))
        .readKeyValuesToList();
  }

  public List<DeadLetter> deadLetters() {
    return read(topics.deadLetters);
  }

  @Override
  public void close() {
    driver.close();
  }
}
