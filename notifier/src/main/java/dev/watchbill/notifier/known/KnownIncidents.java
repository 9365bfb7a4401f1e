package dev.watchbill.notifier.known;

import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.IncidentEvent;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The incidents that aren't resolved, in short, and those that changed last, whole. Bounded: a
 * storm of a night must not take the memory that pages need.
 */
public final class KnownIncidents {
  private static final int MOST_OPEN = 20_000;
  private static final int MOST_WHOLE = 2_000;
  private static final Set<String> OPENS = Set.of("opened", "reopened");
  private static final Set<String> MOVES =
      Set.of("opened", "reopened", "assigned", "acknowledged", "reassigned");

  private final Map<String, Open> open = bounded(MOST_OPEN);
  private final Map<String, Incident> whole = bounded(MOST_WHOLE);

  /**
   * One that isn't resolved.
   *
   * @param people who have it now, or are asked to
   * @param openSince when it was opened, or reopened last, at the latest
   * @param movedAt when somebody was given it last, or took it, at the latest
   */
  public record Open(
      String id,
      String service,
      @Nullable String team,
      String severity,
      String status,
      String title,
      Instant openedAt,
      List<String> people,
      Instant openSince,
      Instant movedAt) {
    static Open of(Incident incident) {
      return new Open(
          incident.getId(),
          incident.getService(),
          incident.getTeam(),
          incident.getSeverity(),
          incident.getStatus(),
          incident.getTitle(),
          incident.getOpenedAt(),
          List.copyOf(incident.getAssignees()),
          last(incident, OPENS),
          last(incident, MOVES));
    }

    /** Where older entries were dropped, any of them may have been one of these. */
    private static Instant last(Incident incident, Set<String> types) {
      var timeline = incident.getTimeline();
      return timeline.stream()
          .filter(step -> types.contains(step.getType()))
          .map(IncidentEvent::getAt)
          .max(Comparator.naturalOrder())
          .orElseGet(() ->
              incident.getEventsDropped() > 0 && !timeline.isEmpty()
                  ? timeline.getFirst().getAt()
                  : incident.getOpenedAt());
    }
  }

  /**
   * Takes a record of the topic.
   *
   * @param incident null: it is forgotten
   */
  public synchronized void accept(String id, @Nullable Incident incident) {
    whole.remove(id);
    if (incident == null || incident.getStatus().equals("resolved")) {
      open.remove(id);
    } else {
      open.put(id, Open.of(incident));
    }
    if (incident != null) {
      whole.put(id, incident);
    }
  }

  /** Those that aren't resolved, the newest first. */
  public synchronized List<Open> open() {
    Collection<Open> all = open.values();
    return all.stream().sorted(Comparator.comparing(Open::openedAt).reversed()).toList();
  }

  /** One in short, if it isn't resolved. */
  public synchronized Optional<Open> open(String id) {
    return Optional.ofNullable(open.get(id));
  }

  /** One whole, if it is among those that changed last. */
  public synchronized Optional<Incident> whole(String id) {
    return Optional.ofNullable(whole.get(id));
  }

  private static <V> Map<String, V> bounded(int most) {
    return new LinkedHashMap<>() {
      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > most;
      }
    };
  }
}
