package dev.watchbill.console.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.PathStep;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One incident, whole: what a list says of it, and more.
 *
 * @param firing how many of its alerts still fire
 * @param stillFiring resolved by hand while its source still fires
 * @param resolvedBy null: the source
 * @param path what happens unless somebody acts
 * @param timeline oldest first
 */
public record IncidentWhole(
    @JsonUnwrapped IncidentItem item,
    String text,
    @Nullable String runbook,
    String urgency,
    String groupKey,
    int firing,
    boolean stillFiring,
    @Nullable Instant lastSeen,
    @Nullable String resolvedBy,
    int round,
    @Nullable String policy,
    String why,
    String rosterVersion,
    List<PathItem> path,
    List<TimelineItem> timeline) {

  /**
   * One step ahead.
   *
   * @param people who that would be now
   */
  public record PathItem(int step, Instant at, List<String> targets, List<String> people) {
    static PathItem of(PathStep step) {
      return new PathItem(step.getStep(), step.getAt(), step.getTargets(), step.getPeople());
    }
  }

  /**
   * @param ticket its number in the tracker; null: it has none
   */
  static IncidentWhole of(
      Incident incident, @Nullable String ticket, List<IncidentEvent> timeline) {
    return new IncidentWhole(
        IncidentItem.of(incident, ticket),
        incident.getText(),
        incident.getRunbook(),
        incident.getUrgency(),
        incident.getGroupKey(),
        incident.getFiring(),
        incident.getStillFiring(),
        incident.getLastSeen(),
        incident.getResolvedBy(),
        incident.getRound(),
        incident.getPolicy(),
        incident.getWhy(),
        incident.getRosterVersion(),
        incident.getPath().stream().map(PathItem::of).toList(),
        timeline.stream().map(TimelineItem::of).toList());
  }
}
