package dev.watchbill.launcher.simulate;

import dev.watchbill.planner.kafka.Footing;
import dev.watchbill.planner.kafka.RotationSettings;
import dev.watchbill.planner.kafka.RotationTopology;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.RosterProposed;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.Topic;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.roster.RosterStage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/**
 * The planner's topology on a clock that is moved by hand: shifts are published, extended and
 * replanned as they would be. It is told who has an incident where a policy asks for that, but not
 * of pages, so nights that they break don't count. Not thread safe.
 */
final class VirtualPlanner implements Planning {
  /** It plans weeks ahead, and extends its plans a day before it must. */
  private static final Duration LOOKS_EVERY = Duration.ofHours(1);

  /** What changes who has an incident. */
  private static final Set<String> HOLDINGS =
      Set.of("assigned", "reassigned", "acknowledged", "resolved");

  private final Cluster cluster;
  private final TopologyTestDriver driver;
  private final TestInputTopic<String, byte[]> roster;
  private final TestInputTopic<String, byte[]> incidents;
  private Instant now;

  /** How far the driver's own clock has come. */
  private Instant driven;

  private Instant looked;
  private final boolean listens;

  /**
   * @param folder for its stores
   * @param listens whether it is asked who has an incident
   */
  VirtualPlanner(Cluster cluster, Path folder, Instant start, boolean listens) {
    this.cluster = cluster;
    this.listens = listens;
    now = start;
    driven = start;
    looked = start;
    var settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, RotationSettings.applicationId(cluster));
    settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
    settings.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
    driver =
        new TopologyTestDriver(
            new RotationTopology(
                    cluster, settings, new SimpleMeterRegistry(), () -> now, Footing.passing())
                .get(),
            settings,
            start);
    roster =
        driver.createInputTopic(
            cluster.topics().roster.name(), new StringSerializer(), new ByteArraySerializer());
    incidents =
        driver.createInputTopic(
            cluster.topics().incidentEvents.name(),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  @Override
  public Instant nextLook() {
    return looked.plus(LOOKS_EVERY);
  }

  @Override
  public News propose(Map<String, @Nullable RosterRecord> changes, String version, Instant at) {
    pass(at);
    changes.forEach(this::put);
    put(
        RosterStage.PROPOSED,
        RosterRecord.newBuilder()
            .setVersion(version)
            .setProposed(RosterProposed.newBuilder().setAt(at).setSource("simulation").build())
            .build());
    read(cluster.topics().roster);
    return published();
  }

  @Override
  public News look(Instant at) {
    pass(at);
    return published();
  }

  @Override
  public News hear(List<IncidentEvent> events, Instant at) {
    if (!listens) {
      return News.NONE;
    }
    var telling = events.stream().filter(event -> HOLDINGS.contains(event.getType())).toList();
    if (telling.isEmpty()) {
      return News.NONE;
    }
    now = at;
    var topic = cluster.topics().incidentEvents;
    telling.forEach(event ->
        incidents.pipeInput(
            event.getService(), cluster.serde(topic).serialize(topic.name(), event), now));
    return published();
  }

  private void pass(Instant at) {
    var time = Duration.between(driven, at);
    now = at;
    driven = at;
    looked = at;
    driver.advanceWallClockTime(time);
  }

  private void put(String key, @Nullable RosterRecord value) {
    var topic = cluster.topics().roster;
    roster.pipeInput(key, cluster.serde(topic).serialize(topic.name(), value), now);
  }

  private News published() {
    read(cluster.topics().scheduleEvents);
    return new News(read(cluster.topics().rotationState), read(cluster.topics().availability));
  }

  private List<TestRecord<String, byte[]>> read(Topic<?> topic) {
    return driver
        .createOutputTopic(topic.name(), new StringDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  @Override
  public void close() {
    driver.close();
  }
}
