package dev.watchbill.launcher.moving.oncall;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/**
 * What an organisation has in Grafana OnCall, in its own words.
 *
 * @param unread what couldn't be read
 */
public record OnCall(
    List<User> users,
    List<Team> teams,
    List<Schedule> schedules,
    List<Chain> chains,
    List<Integration> integrations,
    List<Swap> swaps,
    List<String> unread) {

  /** Somebody with an account. */
  public record User(
      String id,
      String username,
      String email,
      String slack,
      String timezone,
      boolean admin,
      boolean phone,
      List<String> teams,
      List<Notification> usual,
      List<Notification> important) {}

  /**
   * How somebody is told.
   *
   * @param type without {@code notify_by_}
   * @param after in seconds
   */
  public record Notification(String type, long after) {}

  /** A team. */
  public record Team(String id, String name) {}

  /**
   * A schedule.
   *
   * @param type {@code web}, {@code calendar} or {@code ical}
   * @param overridden whether a calendar elsewhere overrides it
   * @param webOverrides whether overrides of the web do; empty: not said
   */
  public record Schedule(
      String id,
      String name,
      String type,
      String timezone,
      Optional<String> team,
      boolean overridden,
      Optional<Boolean> webOverrides,
      List<Shift> shifts) {}

  /**
   * A rotation, an event or an override.
   *
   * @param timezone empty: the schedule's
   * @param start local
   * @param rotationStart local; nobody is on call before it
   * @param duration in seconds
   * @param until in UTC
   * @param users in turn, those of one place together
   * @param restricted whether it is limited to days of the month, or months
   */
  public record Shift(
      String name,
      String type,
      String timezone,
      int level,
      LocalDateTime start,
      LocalDateTime rotationStart,
      long duration,
      String frequency,
      int interval,
      Optional<LocalDateTime> until,
      String weekStart,
      List<String> days,
      boolean restricted,
      List<List<String>> users) {}

  /**
   * Shifts that somebody gives away.
   *
   * @param taker empty: nobody has taken them
   */
  public record Swap(
      String schedule, String giver, Optional<String> taker, Instant from, Instant to) {}

  /** An escalation chain. */
  public record Chain(String id, String name, List<Step> steps) {}

  /**
   * One step of it.
   *
   * @param duration of a wait, in seconds
   * @param targets ids of users, of a schedule or of a team, as its type has them
   */
  public record Step(String type, boolean important, long duration, List<String> targets) {}

  /**
   * A source of alerts.
   *
   * @param chain of its default route; empty: none
   */
  public record Integration(
      String id,
      String name,
      String type,
      Optional<String> team,
      Optional<String> chain,
      List<Route> routes) {}

  /** Alerts that go another way. */
  public record Route(String condition, Optional<String> chain) {}
}
