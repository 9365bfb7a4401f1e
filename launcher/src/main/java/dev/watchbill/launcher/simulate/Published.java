package dev.watchbill.launcher.simulate;

import dev.watchbill.schemas.Availability;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.RotationState;
import dev.watchbill.schemas.ServiceStatus;
import dev.watchbill.schemas.Silence;
import dev.watchbill.schemas.kafka.Cluster;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a running installation has published, in place of files and a planner.
 *
 * @param roster its records, by key
 * @param shifts records of {@code rotation-state}, by key
 * @param availability by person
 * @param statuses by service
 */
public record Published(
    String version,
    Map<String, RosterRecord> roster,
    Map<String, RotationState> shifts,
    List<Silence> silences,
    Map<String, Availability> availability,
    Map<String, ServiceStatus> statuses) {
  public Published {
    roster = Map.copyOf(roster);
    shifts = Map.copyOf(shifts);
    silences = List.copyOf(silences);
    availability = Map.copyOf(availability);
    statuses = Map.copyOf(statuses);
  }

  /** Nothing is planned: all there will be is there. */
  Planning planning(Cluster cluster) {
    var topic = cluster.topics().rotationState;
    var records =
        new TreeMap<>(shifts)
            .entrySet().stream()
                .map(it ->
                    new TestRecord<>(
                        it.getKey(), cluster.serde(topic).serialize(topic.name(), it.getValue())))
                .toList();
    return new Planning() {
      @Override
      public Instant nextLook() {
        return Instant.MAX;
      }

      @Override
      public News propose(
          Map<String, @Nullable RosterRecord> changes, String ofVersion, Instant at) {
        return new News(records, List.of());
      }

      @Override
      public News look(Instant at) {
        return News.NONE;
      }

      @Override
      public News hear(List<IncidentEvent> events, Instant at) {
        return News.NONE;
      }

      @Override
      public void close() {}
    };
  }
}
