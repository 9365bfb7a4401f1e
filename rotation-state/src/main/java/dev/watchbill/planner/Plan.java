package dev.watchbill.planner;

import dev.watchbill.rota.Gap;
import dev.watchbill.rota.PlannedShift;
import dev.watchbill.rota.Rota;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The plan of one schedule as it is published.
 *
 * @param team whose schedule it is
 * @param horizon how far ahead it is published
 * @param from published from here; what was before is forgotten
 * @param until published to here, exclusive
 * @param segments the definitions it was planned from, in order of time; never empty
 * @param shifts in {@link PlannedShift#ORDER}
 * @param gaps promised time with nobody, in order
 */
public record Plan(
    String schedule,
    String team,
    Duration horizon,
    Instant from,
    Instant until,
    List<Segment> segments,
    List<PlannedShift> shifts,
    List<Gap> gaps) {

  /** The same shifts are in the same order always, so that the same plan is the same bytes. */
  static final Comparator<PlannedShift> ORDER =
      PlannedShift.ORDER.thenComparing(PlannedShift::toString);

  public Plan {
    segments = List.copyOf(segments);
    shifts = shifts.stream().sorted(ORDER).toList();
    gaps = List.copyOf(gaps);
    if (segments.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected schedule '%s' to be planned from a definition, but got none"
              .formatted(schedule));
    }
  }

  /** The schedule's own definition, as it is in force at an instant. */
  public Optional<Rota> rotaAt(Instant at) {
    return Segment.before(at.plusMillis(1), segments).getLast().rotas().stream()
        .filter(rota -> rota.schedule().equals(schedule))
        .findFirst();
  }

  /** Whether the schedule promises that somebody is on call. */
  public boolean promises() {
    return newest().rotas().stream()
        .anyMatch(rota -> rota.schedule().equals(schedule) && rota.promise() != null);
  }

  Plan segments(List<Segment> value) {
    return new Plan(schedule, team, horizon, from, until, value, shifts, gaps);
  }

  /** The definition that is planned from at the end of the plan. */
  public Segment newest() {
    return segments.getLast();
  }
}
