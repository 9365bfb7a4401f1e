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
 * @param tended those of them that have an alert and that somebody has, or is being asked to take
 * @param since since when the worst open severity is what it is
 * @param turns who was asked last by each step that goes round, by {@link #turnKey}
 */
public record ServiceLog(
    String service,
    long counter,
    List<Instant> openings,
    @Nullable String storm,
    Map<Severity, Integer> open,
    Map<Severity, Integer> tended,
    Instant since,
    Map<String, String> turns) {
  private static final int MOST_TURNS = 200;

  public ServiceLog {
    openings = List.copyOf(openings);
    open = Map.copyOf(open);
    tended = Map.copyOf(tended);
    turns = Map.copyOf(turns);
  }

  /** Of a service nothing has happened to yet. */
  public static ServiceLog quiet(String service) {
    return new ServiceLog(service, 0, List.of(), null, Map.of(), Map.of(), Instant.EPOCH, Map.of());
  }

  /** One more incident would open now. The list stays as long as the threshold needs. */
  ServiceLog opening(Instant now, Duration window, int threshold) {
    var recent = new ArrayList<>(openings);
    recent.removeIf(at -> !at.isAfter(now.minus(window)));
    recent.add(now);
    var from = Math.max(0, recent.size() - threshold - 1);
    return new ServiceLog(
        service, counter, recent.subList(from, recent.size()), storm, open, tended, since, turns);
  }

  ServiceLog numbered() {
    return new ServiceLog(service, counter + 1, openings, storm, open, tended, since, turns);
  }

  ServiceLog withStorm(String incident) {
    return new ServiceLog(service, counter, openings, incident, open, tended, since, turns);
  }

  /** By which a step that goes round is known, whatever else is edited in its policy. */
  static String turnKey(Plan plan, int step) {
    return plan.policy() + "/" + plan.severity() + "/" + step;
  }

  /** Who was asked last by a step that goes round; empty: nobody yet. */
  Optional<String> lastAsked(String turnKey) {
    return Optional.ofNullable(turns.get(turnKey));
  }

  /** Somebody was asked by a step that goes round. */
  ServiceLog asked(String turnKey, String person) {
    // Policies that were renamed leave their turns behind: in time all begin again.
    var more = new HashMap<>(turns.size() < MOST_TURNS ? turns : Map.<String, String>of());
    more.put(turnKey, person);
    return new ServiceLog(service, counter, openings, storm, open, tended, since, more);
  }

  /** How one unresolved incident counts. */
  record Standing(Severity severity, boolean tended) {}

  /**
   * An unresolved incident counts differently.
   *
   * @param from null: it was not open
   * @param to null: it no longer is
   */
  ServiceLog moved(@Nullable Standing from, @Nullable Standing to, Instant now) {
    var counts = new HashMap<>(open);
    var ofTended = new HashMap<>(tended);
    count(from, -1, counts, ofTended);
    count(to, 1, counts, ofTended);
    // Earlier builds counted pages by hand among them, which must not outlive their incidents.
    ofTended.replaceAll((severity, count) -> Math.min(count, counts.getOrDefault(severity, 0)));
    ofTended.values().removeIf(count -> count <= 0);
    var after = new ServiceLog(service, counter, openings, storm, counts, ofTended, since, turns);
    return after.worst().equals(worst())
        ? after
        : new ServiceLog(service, counter, openings, storm, counts, ofTended, now, turns);
  }

  private static void count(
      @Nullable Standing standing,
      int by,
      Map<Severity, Integer> counts,
      Map<Severity, Integer> ofTended) {
    if (standing != null) {
      add(counts, standing.severity(), by);
      if (standing.tended()) {
        add(ofTended, standing.severity(), by);
      }
    }
  }

  private static void add(Map<Severity, Integer> counts, Severity severity, int by) {
    counts.merge(severity, by, Integer::sum);
    counts.values().removeIf(count -> count <= 0);
  }

  /** The worst severity somebody has, or is being asked to take. */
  public Optional<Severity> worstTended() {
    return tended.keySet().stream().max(Severity::compareTo);
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
