package dev.watchbill.launcher.moving.pagerduty;

import dev.watchbill.launcher.moving.Held;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a PagerDuty account has, in its own words.
 *
 * @param unread what couldn't be read
 */
public record Account(
    List<User> users,
    List<Team> teams,
    List<Schedule> schedules,
    List<Policy> policies,
    List<Service> services,
    List<String> unread) {

  /** Somebody with an account. */
  public record User(
      String id,
      String name,
      String email,
      String timezone,
      String role,
      List<Contact> contacts,
      List<Rule> rules) {}

  /**
   * Where somebody is reached.
   *
   * @param type {@code email}, {@code sms}, {@code phone} or {@code push_notification}
   */
  public record Contact(String id, String type, String address) {}

  /**
   * When somebody is told.
   *
   * @param delay in minutes
   * @param contact its id
   */
  public record Rule(String urgency, long delay, String contact) {}

  /** A team. */
  public record Team(String id, String name, List<String> members) {}

  /**
   * A schedule.
   *
   * @param layers as they are listed
   * @param rendered who is on call next, by ids of users; empty: it isn't said
   * @param shown who is on call whenever that was asked, also beyond what is compared
   */
  public record Schedule(
      String id,
      String name,
      String timezone,
      Optional<String> team,
      List<Layer> layers,
      List<OverrideEntry> overrides,
      Optional<List<Held>> rendered,
      List<Held> shown) {}

  /**
   * Users who take turns.
   *
   * @param virtualStart when a turn of the first user begins
   * @param turn length of a turn in seconds
   * @param rendered what it alone says, by ids of users
   */
  public record Layer(
      String name,
      Instant start,
      Optional<Instant> end,
      Instant virtualStart,
      long turn,
      List<String> users,
      List<Restriction> restrictions,
      List<Held> rendered) {}

  /**
   * When a layer is on.
   *
   * @param day 1 Monday to 7 Sunday; 0: every day
   * @param start such as {@code 09:00:00}
   * @param duration in seconds
   */
  public record Restriction(int day, String start, long duration) {}

  /** Somebody serves in place of whoever would. */
  public record OverrideEntry(String user, Instant start, Instant end) {}

  /** An escalation policy. */
  public record Policy(String id, String name, int loops, List<Step> steps) {}

  /**
   * One of its rules.
   *
   * @param delay in minutes
   * @param assignment {@code assign_to_everyone} or {@code round_robin}
   */
  public record Step(long delay, String assignment, List<Target> targets) {}

  /** A user or a schedule. */
  public record Target(String type, String id, String name) {}

  /**
   * A service.
   *
   * @param urgency {@code high}, {@code low}, {@code severity_based} or {@code support_hours}
   * @param ackTimeout in seconds; 0: none
   */
  public record Service(
      String id,
      String name,
      boolean enabled,
      Optional<String> team,
      String policy,
      String urgency,
      long ackTimeout,
      List<Integration> integrations) {}

  /** A sender of its alerts. */
  public record Integration(String name, String type) {}
}
