package dev.watchbill.launcher.pipeline;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import dev.watchbill.launcher.broker.EmbeddedBroker;
import dev.watchbill.planner.kafka.DeadLetters;
import dev.watchbill.planner.kafka.RotationSettings;
import dev.watchbill.planner.kafka.RotationTopology;
import dev.watchbill.rota.Rota;
import dev.watchbill.rota.RotaJson;
import dev.watchbill.rota.Rotation;
import dev.watchbill.rota.TurnLength;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.RosterProposed;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.Schedule;
import dev.watchbill.schemas.ScheduleCommand;
import dev.watchbill.schemas.ScheduleEvent;
import dev.watchbill.schemas.Topic;
import dev.watchbill.schemas.Topics;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.kafka.TopicProvisioner;
import dev.watchbill.schemas.serde.LocalRegistry;
import dev.watchbill.testkit.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;

/** Planners on one broker, under a prefix of their own, on a clock that stands still. */
final class PlannerCluster implements AutoCloseable {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> PEOPLE = List.of("asha", "bo", "carla", "dmitri");

  private final TestClock clock = TestClock.at("2026-01-07T12:00:00Z");
  private final EmbeddedBroker broker;
  private final Path folder;
  private final String prefix;
  private final LocalRegistry registry = new LocalRegistry();
  private final Cluster cluster;
  private final KafkaProducer<String, byte[]> producer;
  private final Map<String, KafkaStreams> running = new LinkedHashMap<>();
  private int folders;

  PlannerCluster(EmbeddedBroker broker, Path folder, String prefix) {
    this.broker = broker;
    this.folder = folder;
    this.prefix = prefix;
    cluster = cluster("test");
    // A broker that has just made topics may not know them yet.
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> new TopicProvisioner(cluster).provision().isEmpty());
    producer = cluster.producer("test", Map.of());
  }

  private Cluster cluster(String instance) {
    return new Cluster(
        broker.bootstrapServers(), registry, new Topics(prefix), 6, (short) 1, instance, Map.of());
  }

  /** Starts an instance, in an empty folder. */
  void start(String instance) {
    var its = cluster(instance);
    var metrics = new SimpleMeterRegistry();
    var state = folder.resolve(prefix + folders++);
    var settings = RotationSettings.of(its, state, new DeadLetters(its, metrics, clock));
    var streams =
        new KafkaStreams(new RotationTopology(its, settings, metrics, clock).get(), settings);
    streams.start();
    running.put(instance, streams);
    await().atMost(PATIENCE).until(() -> streams.state() == KafkaStreams.State.RUNNING);
  }

  /** Stops the only instance, and starts another. */
  void replace() {
    stop("a");
    start("a");
  }

  /** Stops the instance that has run longest, and starts another beside the one that is left. */
  void takeOver() {
    var oldest = running.keySet().iterator().next();
    stop(oldest);
    start(oldest);
  }

  private void stop(String instance) {
    requireNonNull(running.remove(instance)).close(Duration.ofSeconds(10));
  }

  void propose(String version, Map<String, List<String>> schedules) throws Exception {
    for (var person : PEOPLE) {
      send(
          cluster.topics().roster,
          "person:" + person,
          RosterRecord.newBuilder()
              .setVersion(version)
              .setPerson(Person.newBuilder().setId(person).setTimezone("Europe/Berlin").build())
              .build());
    }
    for (var each : new TreeMap<>(schedules).entrySet()) {
      send(
          cluster.topics().roster,
          "schedule:" + each.getKey(),
          schedule(version, each.getKey(), definition(each.getKey(), each.getValue())));
    }
    send(
        cluster.topics().roster,
        "roster:proposed",
        RosterRecord.newBuilder()
            .setVersion(version)
            .setProposed(RosterProposed.newBuilder().setAt(clock.instant()).build())
            .build());
    await().atMost(PATIENCE).until(() -> current().equals(version));
  }

  /** A definition nobody can plan from, and bytes that are no record at all. */
  void unreadable(String schedule) throws Exception {
    send(cluster.topics().roster, "schedule:" + schedule, schedule("v2", schedule, "{}"));
    producer
        .send(new ProducerRecord<>(cluster.topics().roster.name(), "schedule:x", new byte[] {1, 2}))
        .get();
  }

  private static RosterRecord schedule(String version, String id, String definition) {
    return RosterRecord.newBuilder()
        .setVersion(version)
        .setSchedule(
            Schedule.newBuilder()
                .setId(id)
                .setTeam("payments")
                .setTimezone("Europe/Berlin")
                .setDefinition(definition)
                .build())
        .build();
  }

  private static String definition(String schedule, List<String> members) {
    var anchor = LocalDateTime.parse("2025-06-02T09:00");
    var rotation =
        Rotation.named("weekly", BERLIN, anchor, TurnLength.parse("1w"))
            .members(members.toArray(String[]::new))
            .build();
    return RotaJson.write(Rota.of(schedule, BERLIN, rotation));
  }

  /** Asks for a cover, and waits for what becomes of it. */
  void override(String id, String schedule, String who, String from, String to) throws Exception {
    send(
        cluster.topics().scheduleCommands,
        schedule,
        ScheduleCommand.newBuilder()
            .setId(id)
            .setSchedule(schedule)
            .setBy("asha")
            .setAt(clock.instant())
            .setAction("override")
            .setWho(who)
            .setFrom(Instant.parse(from))
            .setTo(Instant.parse(to))
            .build());
    await().atMost(PATIENCE).until(() -> outcomes().stream().anyMatch(it -> it.startsWith(id)));
  }

  /** A page at night, counted once the ledger knows. */
  void wakes(String who, String incident, String at) throws Exception {
    send(
        cluster.topics().incidentEvents,
        "checkout",
        IncidentEvent.newBuilder()
            .setId(incident + "/1")
            .setIncident(incident)
            .setService("checkout")
            .setType("paged")
            .setPerson(who)
            .setAt(Instant.parse(at))
            .build());
    await().atMost(PATIENCE).until(() -> ledger("primary").contains(at));
  }

  /** Moves the clock, and waits until every plan was looked after. */
  void passUntil(String instant) {
    clock.advance(Duration.between(clock.instant(), Instant.parse(instant)));
    await()
        .atMost(PATIENCE)
        .until(() ->
            records(cluster.topics().rotationState).stream()
                .filter(it -> it.key().endsWith("/ledger"))
                .collect(Collectors.toMap(ConsumerRecord::key, it -> it, (older, newer) -> newer))
                .values()
                .stream()
                .map(it -> read(cluster.topics().rotationState, it))
                .allMatch(it -> it.getLedger().getPublishedAt().equals(clock.instant())));
  }

  private String ledger(String schedule) {
    return records(cluster.topics().rotationState).stream()
        .filter(it -> it.key().equals(schedule + "/ledger"))
        .map(it -> read(cluster.topics().rotationState, it).getLedger().getState())
        .reduce("", (older, newer) -> newer);
  }

  private String current() {
    return records(cluster.topics().roster).stream()
        .filter(it -> it.key().equals("roster:current"))
        .map(it -> read(cluster.topics().roster, it).getVersion())
        .reduce("", (older, newer) -> newer);
  }

  /** What became of commands, in order. */
  List<String> outcomes() {
    return records(cluster.topics().scheduleEvents).stream()
        .map(it -> read(cluster.topics().scheduleEvents, it))
        .filter(it -> it.getType().equals("command"))
        .map(it -> it.getCommand() + " " + it.getOutcome())
        .toList();
  }

  /** What a reader of rotation-state knows in the end: bytes by key. */
  Map<String, List<Byte>> published() {
    var all = new TreeMap<String, List<Byte>>();
    for (var record : records(cluster.topics().rotationState)) {
      if (record.value() == null) {
        all.remove(record.key());
      } else {
        all.put(record.key(), bytes(record.value()));
      }
    }
    return all;
  }

  /** Everything that was said, in any order, each as often as it was. */
  List<String> said() {
    return records(cluster.topics().scheduleEvents).stream()
        .map(it -> read(cluster.topics().scheduleEvents, it))
        .map(ScheduleEvent::toString)
        .sorted()
        .toList();
  }

  List<String> served() {
    return records(cluster.topics().servedShifts).stream()
        .map(it -> read(cluster.topics().servedShifts, it).toString())
        .sorted()
        .toList();
  }

  private static List<Byte> bytes(byte[] value) {
    var list = new ArrayList<Byte>();
    for (var each : value) {
      list.add(each);
    }
    return list;
  }

  private <V extends SpecificRecord> void send(Topic<V> topic, String key, V value)
      throws Exception {
    var bytes = cluster.serde(topic).serialize(topic.name(), value);
    var at = clock.instant().toEpochMilli();
    producer.send(new ProducerRecord<>(topic.name(), null, at, key, bytes)).get();
  }

  private <V extends SpecificRecord> V read(Topic<V> topic, ConsumerRecord<String, byte[]> record) {
    return cluster.serde(topic).deserialize(topic.name(), record.value());
  }

  /** All that is committed, from the beginning. */
  private List<ConsumerRecord<String, byte[]>> records(Topic<?> topic) {
    try (var consumer = cluster.consumer("test-reader", Map.of())) {
      var partitions = new TreeSet<>(Comparator.comparingInt(TopicPartition::partition));
      consumer
          .partitionsFor(topic.name())
          .forEach(it -> partitions.add(new TopicPartition(topic.name(), it.partition())));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      var all = new ArrayList<ConsumerRecord<String, byte[]>>();
      while (partitions.stream()
          .anyMatch(it -> consumer.position(it) < requireNonNull(ends.get(it)))) {
        consumer.poll(Duration.ofMillis(200)).forEach(all::add);
      }
      return all.stream()
          .filter(it -> it.value() == null || !Arrays.equals(it.value(), new byte[] {1, 2}))
          .toList();
    }
  }

  @Override
  public void close() {
    producer.close();
    List.copyOf(running.keySet()).forEach(this::stop);
  }
}
