package dev.watchbill.planner.kafka;

import dev.watchbill.rota.Rota;
import dev.watchbill.rota.RotaJson;
import dev.watchbill.rota.Rotation;
import dev.watchbill.rota.TurnLength;
import dev.watchbill.schemas.Availability;
import dev.watchbill.schemas.DeadLetter;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.OwnContact;
import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.PersonSettings;
import dev.watchbill.schemas.RosterProposed;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.RotationState;
import dev.watchbill.schemas.Schedule;
import dev.watchbill.schemas.ScheduleCommand;
import dev.watchbill.schemas.ScheduleEvent;
import dev.watchbill.schemas.ScheduleWeek;
import dev.watchbill.schemas.ServedShift;
import dev.watchbill.schemas.Shift;
import dev.watchbill.schemas.Topic;
import dev.watchbill.schemas.Topics;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.serde.LocalRegistry;
import dev.watchbill.testkit.TestClock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The planner's topology on a clock that a test moves; no broker. */
final class PlannerBench implements AutoCloseable {
  static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  final TestClock clock;
  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  final Cluster cluster =
      new Cluster(
          "127.0.0.1:9",
          new LocalRegistry(),
          new Topics(Topics.DEFAULT_PREFIX),
          6,
          (short) 1,
          "bench",
          Map.of());
  private final Topics topics = cluster.topics();
  private final TopologyTestDriver driver;
  private final Map<String, RotationState> published = new TreeMap<>();

  PlannerBench(Path stateDir, String now) {
    this(stateDir, now, Duration.ofDays(1));
  }

  /**
   * @param step how long a roster is planned before the planner pauses; zero: one lot
   */
  PlannerBench(Path stateDir, String now, Duration step) {
    clock = TestClock.at(now);
    var letters = new DeadLetters(cluster, metrics, clock);
    var settings = RotationSettings.of(cluster, stateDir, letters);
    var topology =
        new RotationTopology(cluster, settings, metrics, clock, Footing.durable(step)).get();
    driver = new TopologyTestDriver(topology, settings, clock.instant());
  }

  /** A weekly rotation of the schedule, handed over on Mondays at nine in Berlin. */
  static Rota weekly(String schedule, String... members) {
    return Rota.of(
        schedule,
        BERLIN,
        Rotation.named(
                "weekly", BERLIN, LocalDateTime.parse("2026-01-05T09:00"), TurnLength.parse("1w"))
            .members(members)
            .build());
  }

  static RosterRecord record(Rota rota, String version) {
    return RosterRecord.newBuilder()
        .setVersion(version)
        .setSchedule(
            Schedule.newBuilder()
                .setId(rota.schedule())
                .setTeam("payments")
                .setTimezone("Europe/Berlin")
                .setDefinition(RotaJson.write(rota))
                .build())
        .build();
  }

  PlannerBench propose(String version, Rota... rotas) {
    for (var rota : rotas) {
      roster("schedule:" + rota.schedule(), record(rota, version));
    }
    roster(
        "roster:proposed",
        RosterRecord.newBuilder()
            .setVersion(version)
            .setProposed(RosterProposed.newBuilder().setSource("roster").build())
            .build());
    return this;
  }

  PlannerBench roster(String key, @Nullable RosterRecord value) {
    raw(topics.roster, key, encoded(topics.roster, value));
    return this;
  }

  /** Somebody sets their e-mail address; null: it isn't verified yet. */
  PlannerBench sets(String person, @Nullable Instant verified) {
    var own =
        PersonSettings.newBuilder()
            .setPerson(person)
            .setContacts(
                List.of(
                    OwnContact.newBuilder()
                        .setKind("email")
                        .setAddress("bo@example.com")
                        .setVerifiedAt(verified)
                        .build()))
            .build();
    raw(topics.peopleSettings, person, encoded(topics.peopleSettings, own));
    return this;
  }

  PlannerBench asks(ScheduleCommand.Builder command) {
    var whole = command.setAt(clock.instant()).build();
    raw(topics.scheduleCommands, "primary", encoded(topics.scheduleCommands, whole));
    return this;
  }

  PlannerBench happened(IncidentEvent.Builder event) {
    var whole = event.setAt(clock.instant()).build();
    raw(topics.incidentEvents, whole.getService(), encoded(topics.incidentEvents, whole));
    return this;
  }

  PlannerBench raw(Topic<?> topic, String key, byte @Nullable [] bytes) {
    driver
        .createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer())
        .pipeInput(new TestRecord<>(key, bytes, clock.instant()));
    return this;
  }

  /** Moves the clock, and lets the planner look at it once. */
  PlannerBench pass(Duration time) {
    clock.advance(time);
    driver.advanceWallClockTime(time);
    return this;
  }

  PlannerBench passUntil(String instant) {
    return pass(Duration.between(clock.instant(), Instant.parse(instant)));
  }

  List<ScheduleEvent> events() {
    return read(topics.scheduleEvents).stream().map(TestRecord::value).toList();
  }

  /** Events of one type that were not read yet; the others are thrown away. */
  List<ScheduleEvent> events(String type) {
    return events().stream().filter(event -> event.getType().equals(type)).toList();
  }

  List<ServedShift> served() {
    return read(topics.servedShifts).stream().map(TestRecord::value).toList();
  }

  /** Somebody in the roster, who lives in Berlin. */
  PlannerBench person(String id) {
    return roster(
        "person:" + id,
        RosterRecord.newBuilder()
            .setPerson(Person.newBuilder().setId(id).setTimezone("Europe/Berlin").build())
            .build());
  }

  List<Availability> availability() {
    return read(topics.availability).stream().map(TestRecord::value).toList();
  }

  List<DeadLetter> deadLetters() {
    return read(topics.deadLetters).stream().map(TestRecord::value).toList();
  }

  /** How many records of a topic were put aside. */
  int putAside(String topic, String reason) {
    var counter =
        metrics.find("watchbill_dead_letters_total").tags("topic", topic, "reason", reason);
    return (int) counter.counters().stream().mapToDouble(Counter::count).sum();
  }

  /** Versions that became current and were not read yet. */
  List<String> current() {
    return read(topics.roster).stream()
        .filter(record -> record.key().equals("roster:current"))
        .map(record -> record.value().getVersion())
        .toList();
  }

  /** Keys written to rotation-state since the last look. */
  List<String> written() {
    return read(topics.rotationState).stream()
        .map(record -> {
          if (record.value() == null) {
            published.remove(record.key());
          } else {
            published.put(record.key(), record.value());
          }
          return record.key();
        })
        .toList();
  }

  /** What a reader of rotation-state knows. */
  Map<String, RotationState> published() {
    written();
    return Map.copyOf(published);
  }

  /** One week as published. */
  ScheduleWeek week(String key) {
    return Objects.requireNonNull(Objects.requireNonNull(published().get(key)).getWeek());
  }

  /** Who is on call by what is published. */
  List<String> onCall(String schedule, String instant) {
    var at = Instant.parse(instant);
    return published().values().stream()
        .filter(state -> state.getSchedule().equals(schedule) && state.getWeek() != null)
        .flatMap(state -> state.getWeek().getShifts().stream())
        .filter(shift -> !shift.getStart().isAfter(at) && shift.getEnd().isAfter(at))
        .map(Shift::getWho)
        .distinct()
        .toList();
  }

  <V extends SpecificRecord> byte @Nullable [] encoded(Topic<V> topic, @Nullable V value) {
    return value == null ? null : cluster.serde(topic).serialize(topic.name(), value);
  }

  private <V extends SpecificRecord> List<TestRecord<String, V>> read(Topic<V> topic) {
    TestOutputTopic<String, V> output =
        driver.createOutputTopic(topic.name(), new StringDeserializer(), cluster.serde(topic));
    return output.readRecordsToList();
  }

  @Override
  public void close() {
    driver.close();
  }
}
