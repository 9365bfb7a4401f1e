package dev.watchbill.console.response;

import dev.watchbill.console.readmodel.questions.Answered.Noisy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How incidents that were resolved in a window were responded to, and who carried it.
 *
 * @param from inclusive
 * @param to exclusive
 * @param team null: all
 * @param all of them together
 * @param hours by the local hour in which they were opened, 0 to 23, in {@code timezone}
 * @param people who served or was paged
 * @param rotations how evenly turns fell, by schedule and rotation
 * @param noisy alerts that fired most, the noisiest first
 * @param untouched resolved by their source, and nobody had acknowledged or resolved them
 */
public record Report(
    Instant from,
    Instant to,
    String timezone,
    @Nullable String team,
    Group all,
    List<Group> teams,
    List<Group> services,
    List<Group> severities,
    List<Group> hours,
    List<Load> people,
    List<Spread> rotations,
    List<Noisy> noisy,
    long untouched) {

  /**
   * Incidents that have something in common. Times in milliseconds since they were opened; null:
   * there are none.
   *
   * @param untouched of those, resolved by their source without anybody
   */
  public record Group(
      String name,
      long incidents,
      long acknowledged,
      long untouched,
      long pages,
      Quantiles acknowledge,
      Quantiles resolve) {}

  /** Mean, median and 95th percentile, in milliseconds. */
  public record Quantiles(@Nullable Long mean, @Nullable Long p50, @Nullable Long p95) {}

  /**
   * What one person carried.
   *
   * @param hours on call in the window
   * @param nights of those, from 22:00 to 07:00 of their own clock
   * @param weekends of those, on their Saturdays and Sundays
   * @param ahead hours on call that are published for as long after the window
   * @param offHours hours they had an incident, acknowledged, outside the team's support hours
   */
  public record Load(
      String person,
      @Nullable String team,
      double hours,
      double nights,
      double weekends,
      double ahead,
      long pages,
      long brokenNights,
      double offHours) {
    /** False for a token that acknowledged, say: nobody carried anything. */
    boolean isSomething() {
      return hours > 0 || ahead > 0 || pages > 0 || brokenNights > 0 || offHours > 0;
    }
  }

  /**
   * How evenly the turns of one rotation fell in the window.
   *
   * @param most hours of who served most
   * @param least hours of who served least
   * @param longest the longest turn, in hours; turns fall by fairness, so that over a long time the
   *     spread is no more than that between members who are equally able to serve
   */
  public record Spread(
      String schedule, String rotation, double most, double least, double spread, double longest) {}
}
