package dev.watchbill.planner.kafka;

import dev.watchbill.planner.Availabilities;
import dev.watchbill.planner.Holding;
import dev.watchbill.planner.Standing;
import dev.watchbill.rota.Absences;
import dev.watchbill.rota.Person;
import dev.watchbill.schemas.Availability;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.kafka.Cluster;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

/** Who can take something on: who has which incident, who is away, whose night was broken. */
final class AvailabilityDesk {
  private static final char BETWEEN = '\0';

  private final Cluster cluster;
  private final StagedRoster roster;
  private final KeyValueStore<String, Holding> holdings;
  private final KeyValueStore<String, Long> engagements;
  private final KeyValueStore<String, Availability> availability;
  private final KeyValueStore<String, Long> nights;

  /** Everybody, and what they asked for, as it was last looked at. */
  private Map<String, Person> everybody = Map.of();

  /** When there is something to look at again. */
  private Instant nextLook = Instant.MIN;

  AvailabilityDesk(
      ProcessorContext<String, Outgoing> context, Cluster cluster, StagedRoster roster) {
    this.cluster = cluster;
    this.roster = roster;
    holdings = context.getStateStore(PlannerStores.HOLDINGS);
    engagements = context.getStateStore(PlannerStores.ENGAGEMENTS);
    availability = context.getStateStore(PlannerStores.AVAILABILITY);
    nights = context.getStateStore(PlannerStores.NIGHTS);
  }

  /** Who there is, or what somebody asked for, may have changed; or a night was broken. */
  void changed() {
    everybody = Map.of();
    nextLook = Instant.MIN;
  }

  /**
   * Tells who has gone, come back, or rested, if it is time for that.
   *
   * @param standing what people asked for
   */
  void look(Supplier<Standing> standing, Instant now, Changes changes) {
    if (now.isBefore(nextLook)) {
      return;
    }
    if (everybody.isEmpty()) {
      everybody = roster.everybody(standing.get());
      // Whoever has left the roster isn't away from it.
      gone().forEach(person -> publish(person, incidents(person), now, changes));
    }
    var next = Instant.MAX;
    for (var person : everybody.values()) {
      publish(person.id(), incidents(person.id()), now, changes);
      next = earlier(next, Absences.nextChange(person, now));
      next = earlier(next, restsUntil(person, now));
    }
    var look = next;
    changes.then(() -> nextLook = look);
  }

  private List<String> gone() {
    var gone = new ArrayList<String>();
    try (var all = availability.all()) {
      all.forEachRemaining(entry -> {
        if (!everybody.containsKey(entry.key)) {
          gone.add(entry.key);
        }
      });
    }
    return gone;
  }

  private static Instant earlier(Instant known, Optional<Instant> other) {
    return other.filter(known::isAfter).orElse(known);
  }

  private Optional<Instant> restsUntil(Person person, Instant now) {
    return Optional.ofNullable(nights.get(person.id()))
        .map(night -> Availabilities.restsUntil(LocalDate.ofEpochDay(night), person.zone()))
        .filter(until -> until.isAfter(now));
  }

  /** Follows an incident from person to person. */
  void happened(IncidentEvent event, Changes changes) {
    if (event.getTest()) {
      return;
    }
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
      publish(person, without(incidents(person), List.of(incident)), event.getAt(), changes);
    }
    for (var person : without(after.people(), before.people())) {
      var since = event.getAt().toEpochMilli();
      changes.then(() -> engagements.put(person + BETWEEN + incident, since));
      var more = new TreeSet<>(incidents(person));
      more.add(incident);
      publish(person, more, event.getAt(), changes);
    }
  }

  /** Unresolved incidents of people; of somebody who has very many, not all. */
  Collection<String> held(Collection<String> people) {
    var all = new TreeSet<String>();
    people.forEach(person -> all.addAll(incidents(person)));
    return all;
  }

  private void publish(String person, SortedSet<String> incidents, Instant at, Changes changes) {
    var listed = incidents.stream().limit(Availabilities.LISTED).toList();
    var known = Optional.ofNullable(everybody.get(person));
    var facts =
        new Availabilities.Facts(
            listed,
            known.flatMap(it -> Absences.at(it, at)).orElse(null),
            known.flatMap(it -> restsUntil(it, at)).orElse(null));
    Availabilities.of(person, availability.get(person), facts, at)
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
