package dev.watchbill.planner.kafka;

import dev.watchbill.planner.Availabilities;
import dev.watchbill.planner.Holding;
import dev.watchbill.schemas.Availability;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.kafka.Cluster;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

/** Who has which incident, and so who is busy. */
final class AvailabilityDesk {
  private static final char BETWEEN = '\0';

  private final Cluster cluster;
  private final KeyValueStore<String, Holding> holdings;
  private final KeyValueStore<String, Long> engagements;
  private final KeyValueStore<String, Availability> availability;

  AvailabilityDesk(ProcessorContext<String, Outgoing> context, Cluster cluster) {
    this.cluster = cluster;
    holdings = context.getStateStore(PlannerStores.HOLDINGS);
    engagements = context.getStateStore(PlannerStores.ENGAGEMENTS);
    availability = context.getStateStore(PlannerStores.AVAILABILITY);
  }

  /** Follows an incident from person to person. */
  void happened(IncidentEvent event, Changes changes) {
    var incident = event.getIncident();
    var stored = holdings.get(incident);
    var before = stored == null ? Holding.NOBODY : stored;
    var after = before.after(event);
    if (after.equals(before)) {
      return;
    }
    changes.then(() -> holdings.put(incident, after.equals(Holding.NOBODY) ? null : after));
    for (var person : without(before.people(), after.people())) {
      changes.then(() -> engagements.delete(person + BETWEEN + incident));
      publish(person, without(incidents(person), List.of(incident)), event, changes);
    }
    for (var person : without(after.people(), before.people())) {
      var since = event.getAt().toEpochMilli();
      changes.then(() -> engagements.put(person + BETWEEN + incident, since));
      var more = new TreeSet<>(incidents(person));
      more.add(incident);
      publish(person, more, event, changes);
    }
  }

  /** Unresolved incidents of people; of somebody who has very many, not all. */
  Collection<String> held(Collection<String> people) {
    var all = new TreeSet<String>();
    people.forEach(person -> all.addAll(incidents(person)));
    return all;
  }

  private void publish(
      String person, SortedSet<String> incidents, IncidentEvent event, Changes changes) {
    var listed = incidents.stream().limit(Availabilities.LISTED).toList();
    Availabilities.of(person, availability.get(person), listed, event.getAt())
        .ifPresent(now -> {
          changes.send(cluster.topics().availability, person, now);
          changes.then(() -> availability.put(person, now));
        });
  }

  private SortedSet<String> incidents(String person) {
    var incidents = new TreeSet<String>();
    var prefix = person + BETWEEN;
    try (var found = engagements.prefixScan(prefix, new StringSerializer())) {
      // One more than is listed, as the first may be the one that is just leaving.
      while (found.hasNext() && incidents.size() <= Availabilities.LISTED) {
        incidents.add(found.next().key.substring(prefix.length()));
      }
    }
    return incidents;
  }

  private static SortedSet<String> without(Collection<String> all, Collection<String> removed) {
    var left = new TreeSet<>(all);
    left.removeAll(removed);
    return left;
  }
}
