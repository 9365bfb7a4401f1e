package dev.watchbill.launcher.simulate;

import dev.watchbill.planner.kafka.Footing;
import dev.watchbill.planner.kafka.RotationSettings;
import dev.watchbill.planner.kafka.RotationTopology;
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
 * replanned as they would be. It isn't told of incidents, so nights that they break don't count.
 * Not thread safe.
 */
final class VirtualPlanner implements Planning {
  /** It plans weeks ahead, and extends its plans a day before it must. */
  private static final Duration LOOKS_EVERY = Duration.ofHours(1);

  private final Cluster cluster;
  private final TopologyTestDriver driver;
  private final TestInputTopic<String, byte[]> roster;
  private Instant now;
  private Instant looked;

  /**
   * @param folder for its stores
   */
  VirtualPlanner(Cluster cluster, Path folder, Instant start) {
    this.cluster = cluster;
    now = start;
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
  }

  @Override
  public Instant nextLook() {
    return looked.plus(LOOKS_EVERY);
  }

  @Override
  public List<TestRecord<String, byte[]>> propose(
      Map<String, @Nullable RosterRecord> changes, String version, Instant at) {
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
  public List<TestRecord<String, byte[]>> look(Instant at) {
    pass(at);
    return published();
  }

  private void pass(Instant at) {
    var time = Duration.between(now, at);
    now = at;
    looked = at;
    driver.advanceWallClockTime(time);
  }

  private void put(String key, @Nullable RosterRecord value) {
    var topic = cluster.topics().roster;
    roster.pipeInput(key, cluster.serde(topic).serialize(topic.name(), value), now);
  }

  private List<TestRecord<String, byte[]>> published() {
    read(cluster.topics().scheduleEvents);
    return read(cluster.topics().rotationState);
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
