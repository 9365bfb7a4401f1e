package dev.watchbill.console.readiness;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether somebody will come, at one instant.
 *
 * @param state ready, at-risk or not-ready: the worst of the findings
 * @param until how far ahead it was looked
 * @param teams each team's state, the worst first
 * @param findings what stands in the way, problems first
 * @param services each service and who would come, by tier, region and name
 * @param lastPage the last page that reached somebody; null: none ever did
 */
public record Readiness(
    Instant at,
    String state,
    Instant until,
    List<TeamState> teams,
    List<Finding> findings,
    List<ServiceRow> services,
    @Nullable Reached lastPage) {

  /**
   * One team.
   *
   * @param state ready, at-risk or not-ready
   * @param open unresolved incidents
   * @param reasons what keeps it from being ready
   */
  public record TeamState(String team, String state, long open, List<Finding> reasons) {}

  /**
   * One service.
   *
   * @param schedules who would be asked, in the order of its policy's steps
   * @param worst severity of its worst unresolved incident; null: none
   */
  public record ServiceRow(
      String id,
      String name,
      int tier,
      @Nullable String region,
      @Nullable String team,
      @Nullable String policy,
      List<Standby> schedules,
      int open,
      @Nullable String worst) {}

  /**
   * One schedule.
   *
   * @param who on call now; empty: nobody
   * @param until when that changes; null: not planned that far
   * @param next who is on call then
   */
  public record Standby(
      String schedule, int step, List<String> who, @Nullable Instant until, List<String> next) {}

  /** A page that reached somebody. */
  public record Reached(String person, String channel, Instant at) {}

  static String stateOf(List<Finding> findings) {
    if (findings.isEmpty()) {
      return "ready";
    }
    return findings.stream().anyMatch(Finding::needsSomebody) ? "not-ready" : "at-risk";
  }
}
