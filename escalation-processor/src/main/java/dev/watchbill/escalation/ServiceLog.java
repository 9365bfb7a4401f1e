package dev.watchbill.escalation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one service.
 *
 * @param counter number of its last incident
 * @param openings when incidents were opened, or folded, within the storm window; oldest first
 * @param storm its last storm incident; null: there was none
 * @param open unresolved incidents by severity
 * @param since since when the worst open severity is what it is
 */
public record ServiceLog(
    String service,
    long counter,
    List<Instant> openings,
    @Nullable String storm,
    Map<Severity, Integer> open,
    Instant since) {
  public ServiceLog {
    openings = List.copyOf(openings);
    open = Map.copyOf(open);
  }

  /** Of a service nothing has happened to yet. */
  public static ServiceLog quiet(String service) {
    return new ServiceLog(service, 0, List.of(), null, Map.of(), Instant.EPOCH);
  }

  /** One more incident would open now. The list stays as long as the threshold needs. */
  ServiceLog opening(Instant now, Duration window, int threshold) {
    var recent = new ArrayList<>(openings);
    recent.removeIf(at -> !at.isAfter(now.minus(window)));
    recent.add(now);
    var from = Math.max(0, recent.size() - threshold - 1);
    return new ServiceLog(
        service, counter, recent.subList(from, recent.size()), storm, open, since);
  }

  ServiceLog numbered() {
    return new ServiceLog(service, counter + 1, openings, storm, open, since);
  }

  ServiceLog withStorm(String incident) {
    return new ServiceLog(service, counter, openings, incident, open, since);
  }

  /**
   * An unresolved incident changed its severity.
   *
   * @param from null: it was not open
   * @param to null: it no longer is
   */
  ServiceLog moved(@Nullable Severity from, @Nullable Severity to, Instant now) {
    var counts = new HashMap<>(open);
    if (from != null) {
      counts.merge(from, -1, Integer::sum);
    }
    if (to != null) {
      counts.merge(to, 1, Integer::sum);
    }
    counts.values().removeIf(count -> count <= 0);
    var after = new ServiceLog(service, counter, openings, storm, counts, since);
    return after.worst().equals(worst())
        ? after
        : new ServiceLog(service, counter, openings, storm, counts, now);
  }

  /** The worst severity of any unresolved incident. */
  public Optional<Severity> worst() {
    return open.keySet().stream().max(Severity::compareTo);
  }

  /** How many incidents are unresolved. */
  public int openIncidents() {
    return open.values().stream().mapToInt(Integer::intValue).sum();
  }
}
