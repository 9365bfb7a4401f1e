package dev.watchbill.escalation.watch;

import dev.watchbill.schemas.text.Counted;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Alerts that were accepted and have no incident, by what stands on topics. Not thread safe.
 *
 * <p>An alert has its incident when an entry of a timeline names it, be it silenced, deferred or
 * expired. A repeat is named nowhere: it has its incident where one is there that it belongs to, or
 * was when it came. What is kept is bounded, but for a number for each group with an open incident.
 */
public final class Orphans {
  /** Clocks of intake and processor differ a little. */
  private static final Duration SKEW = Duration.ofSeconds(10);

  /** How long one is worth telling: it will have been sent again, or is told by nobody any more. */
  private static final Duration TOLD_FOR = Duration.ofMinutes(30);

  private static final int MOST_WAITING = 10_000;
  private static final int MOST_NAMED = 50_000;
  private static final int MOST_ASIDE = 1_000;

  private final Duration bound;
  private final Map<Identity, Waiting> waiting = new LinkedHashMap<>();
  private final Map<Identity, Instant> named = new LinkedHashMap<>();
  private final LinkedHashSet<Where> aside = new LinkedHashSet<>();
  private final Map<String, List<Place>> open = new HashMap<>();
  private final Map<Place, Integer> taking = new HashMap<>();
  private final Map<Place, Instant> lastEnd = new HashMap<>();
  private @Nullable Instant since;

  private record Identity(String service, String integration, String key) {
    static Identity of(Sent alert) {
      return new Identity(alert.service(), alert.integration(), alert.key());
    }
  }

  private record Where(int partition, long offset) {}

  private record Waiting(Sent alert, Where where, Instant accepted) {}

  /** Where an alert may find its incident: a group of a service, those that hold others, or any. */
  private record Place(String service, Kind kind, String group) {
    private enum Kind {
      GROUP,
      OTHERS,
      ANY
    }
  }

  /**
   * @param bound how long an alert may be without its incident: longer than a restart takes
   */
  public Orphans(Duration bound) {
    this.bound = bound;
  }

  /** An alert was accepted, which fires. */
  public void alert(Sent alert, int partition, long offset, Instant accepted) {
    var entry = named.get(Identity.of(alert));
    if (waiting.size() < MOST_WAITING
        && !aside.contains(new Where(partition, offset))
        && (entry == null || isBefore(entry, accepted))) {
      waiting.putIfAbsent(
          Identity.of(alert), new Waiting(alert, new Where(partition, offset), accepted));
    }
  }

  /** An entry of a timeline names an alert. */
  public void entry(String service, String integration, String key, Instant at) {
    var identity = new Identity(service, integration, key);
    var awaited = waiting.get(identity);
    if (awaited != null && !isBefore(at, awaited.accepted())) {
      waiting.remove(identity);
    }
    // The latest last, so that the oldest are forgotten first.
    named.remove(identity);
    named.put(identity, at);
    if (named.size() > MOST_NAMED) {
      named.remove(named.keySet().iterator().next());
    }
  }

  /**
   * Takes what was published of an incident.
   *
   * @param incident null: it is forgotten
   * @param published when
   */
  public void incident(String id, @Nullable Shown incident, Instant published) {
    var before = open.remove(id);
    if (before != null) {
      before.forEach(place -> taking.merge(place, -1, Orphans::sumOrNone));
      // It took repeats until now, however long ago somebody resolved it.
      end(before, published);
    }
    if (incident == null) {
      return;
    }
    var places = places(incident);
    var resolved = incident.resolvedAt();
    if (incident.takesRepeats()) {
      open.put(id, places);
      places.forEach(place -> taking.merge(place, 1, Orphans::sumOrNone));
    } else if (resolved != null) {
      // What was published before is unknown at the start: it may have taken them until then.
      end(places, since == null ? later(resolved, published) : resolved);
    }
  }

  private void end(List<Place> places, Instant at) {
    places.forEach(place -> lastEnd.merge(place, at, Orphans::later));
  }

  @SuppressWarnings("NullAway") // Null takes a key out of the map.
  private static Integer sumOrNone(Integer one, Integer other) {
    return one + other == 0 ? null : one + other;
  }

  private static List<Place> places(Shown incident) {
    var service = incident.service();
    return List.of(
        new Place(service, Place.Kind.ANY, ""),
        incident.anyGroup()
            ? new Place(service, Place.Kind.OTHERS, "")
            : new Place(service, Place.Kind.GROUP, incident.group()));
  }

  /** Its alert could not be processed, which is trouble of its own. */
  public void putAside(int partition, long offset) {
    var where = new Where(partition, offset);
    waiting.values().removeIf(one -> one.where().equals(where));
    // It may be read only after its letter was.
    aside.add(where);
    if (aside.size() > MOST_ASIDE) {
      aside.removeFirst();
    }
  }

  /**
   * What is wrong, once everything up to now was read.
   *
   * @param backlogs what the processor has not worked on by its own word, which is told already
   */
  public Optional<Trouble> look(Collection<Backlog> backlogs, Instant now) {
    var begun = since == null ? now : since;
    since = begun;
    waiting.values().removeIf(this::hasIncident);
    waiting.values().removeIf(one -> one.accepted().plus(TOLD_FOR).isBefore(now));
    forget(now);
    var late =
        waiting.values().stream()
            .filter(one -> later(one.accepted(), begun).plus(bound).isBefore(now))
            .filter(one -> backlogs.stream().noneMatch(backlog -> holds(backlog, one)))
            .toList();
    return late.stream().findFirst().map(first -> trouble(late.size(), first, now));
  }

  private boolean hasIncident(Waiting one) {
    var alert = one.alert();
    var places =
        Stream.of(
            new Place(alert.service(), Place.Kind.GROUP, alert.group()),
            new Place(alert.service(), Place.Kind.OTHERS, ""));
    var all =
        alert.foundByKey()
            ? Stream.concat(places, Stream.of(new Place(alert.service(), Place.Kind.ANY, "")))
            : places;
    return all.anyMatch(place -> {
      var end = lastEnd.get(place);
      return taking.containsKey(place) || (end != null && !isBefore(end, one.accepted()));
    });
  }

  private static boolean holds(Backlog backlog, Waiting one) {
    return backlog.topic().equals("alerts")
        && backlog.partition() == one.where().partition()
        && one.where().offset() >= backlog.from();
  }

  private void forget(Instant now) {
    var old = now.minus(bound.multipliedBy(5));
    lastEnd.values().removeIf(end -> end.isBefore(old));
    for (var first = named.values().iterator(); first.hasNext() && first.next().isBefore(old); ) {
      first.remove();
    }
  }

  private static Trouble trouble(int count, Waiting first, Instant now) {
    var alert = first.alert();
    return new Trouble(
        Trouble.Kind.ORPHANED,
        first.accepted(),
        "%s accepted without an incident, the first, '%s' of %s for service %s, for %d s"
            .formatted(
                Counted.of(count, "alert"),
                alert.key().substring(0, Math.min(80, alert.key().length())),
                alert.integration(),
                alert.service(),
                Duration.between(first.accepted(), now).toSeconds()));
  }

  private static boolean isBefore(Instant entry, Instant accepted) {
    return entry.isBefore(accepted.minus(SKEW));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
