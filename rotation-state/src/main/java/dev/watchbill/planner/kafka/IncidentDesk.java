package dev.watchbill.planner.kafka;

import dev.watchbill.planner.Handoff;
import dev.watchbill.planner.KnownIncident;
import dev.watchbill.planner.Packet;
import dev.watchbill.planner.Plan;
import dev.watchbill.schemas.IncidentEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

/** What happened to a team lately, for whoever takes over. */
final class IncidentDesk {
  private static final char BETWEEN = '\0';

  /** No shift that somebody hands over lasts longer. */
  private static final Duration REMEMBERED = Duration.ofDays(42);

  /** So many of the oldest are looked at with each that opens. */
  private static final int LOOKED_AT = 50;

  private static final int FORGOTTEN_AT_ONCE = 3;

  /** Of when an incident opened, in its key. */
  private static final int DIGITS = 13;

  private final KeyValueStore<String, KnownIncident> incidents;
  private final KeyValueStore<String, String> byTeam;

  IncidentDesk(ProcessorContext<String, Outgoing> context) {
    incidents = context.getStateStore(PlannerStores.INCIDENTS);
    byTeam = context.getStateStore(PlannerStores.TEAM_INCIDENTS);
  }

  /** Takes note of what became of an incident. */
  void happened(IncidentEvent event, Changes changes) {
    if (event.getTest() || !KnownIncident.concerns(event)) {
      return;
    }
    var before = incidents.get(event.getIncident());
    var after = KnownIncident.after(before, event);
    if (after == null || after.equals(before)) {
      return;
    }
    if (before != null && !before.team().equals(after.team())) {
      changes.then(() -> byTeam.delete(key(before)));
    }
    changes.then(() -> incidents.put(after.id(), after));
    changes.then(() -> byTeam.put(key(after), after.id()));
    if (before == null) {
      forget(after.team(), event.getAt().minus(REMEMBERED), changes);
    }
  }

  /** By team, then by when it opened. */
  private static String key(KnownIncident incident) {
    return prefix(incident.team())
        + "%013d".formatted(incident.openedMillis())
        + BETWEEN
        + incident.id();
  }

  private static long openedMillis(String team, String key) {
    var begin = prefix(team).length();
    return Long.parseLong(key.substring(begin, begin + DIGITS));
  }

  private static String prefix(String team) {
    return team + BETWEEN;
  }

  private void forget(String team, Instant before, Changes changes) {
    try (var oldest = byTeam.prefixScan(prefix(team), new StringSerializer())) {
      var forgotten = 0;
      // Some are open for longer than others are remembered.
      for (int i = 0; i < LOOKED_AT && forgotten < FORGOTTEN_AT_ONCE && oldest.hasNext(); i++) {
        var entry = oldest.next();
        if (openedMillis(team, entry.key) >= before.toEpochMilli()) {
          // Nor can it or any after it have ended before.
          return;
        }
        var known = incidents.get(entry.value);
        if (known == null || known.endedBefore(before)) {
          forgotten++;
          changes.then(() -> byTeam.delete(entry.key));
          changes.then(() -> incidents.delete(entry.value));
        }
      }
    }
  }

  /**
   * What is handed over.
   *
   * @param held unresolved incidents of the outgoing people
   */
  Packet packet(Plan plan, Handoff handoff, Collection<String> held) {
    return Packet.of(
        Packet.since(plan, handoff),
        handoff.at(),
        held,
        plan.team().isEmpty() ? List.of() : ofTeam(plan.team()),
        held.stream().map(incidents::get).filter(Objects::nonNull).toList());
  }

  private List<KnownIncident> ofTeam(String team) {
    var all = new ArrayList<KnownIncident>();
    try (var found = byTeam.prefixScan(prefix(team), new StringSerializer())) {
      while (found.hasNext()) {
        var known = incidents.get(found.next().value);
        if (known != null) {
          all.add(known);
        }
      }
    }
    return all;
  }
}
