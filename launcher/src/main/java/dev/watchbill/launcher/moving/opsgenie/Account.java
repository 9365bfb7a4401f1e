package dev.watchbill.launcher.moving.opsgenie;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an Opsgenie account has, in its own words.
 *
 * @param unread sentences: what couldn't be read
 */
public record Account(
    List<User> users,
    List<Team> teams,
    List<Schedule> schedules,
    List<Escalation> escalations,
    List<Service> services,
    List<Heartbeat> heartbeats,
    List<Integration> integrations,
    List<Forwarding> forwardings,
    List<String> unread) {

  /** Somebody with an account; one who is blocked is never notified. */
  public record User(
      String id,
      String username,
      String fullName,
      String timezone,
      String role,
      boolean blocked,
      List<Contact> contacts,
      List<NotificationRule> rules) {}

  /**
   * Where somebody is reached.
   *
   * @param method {@code email}, {@code sms}, {@code voice} or {@code mobile}, the app
   */
  public record Contact(String method, String to, boolean enabled) {}

  /**
   * What somebody is told of a new alert, and when.
   *
   * @param always whether it is for all alerts at all times
   */
  public record NotificationRule(String name, boolean always, List<NotificationStep> steps) {}

  /**
   * One of its notifications.
   *
   * @param after in minutes
   */
  public record NotificationStep(String method, long after) {}

  /** A team. */
  public record Team(String id, String name, List<TeamMember> members, List<RoutingRule> routing) {}

  /**
   * Somebody of a team.
   *
   * @param role {@code admin} or {@code user}
   */
  public record TeamMember(String user, String role) {}

  /**
   * To whom a team's alerts go; the first that matches counts.
   *
   * @param matching {@code match-all}, {@code match-any-condition} or {@code match-all-conditions}
   * @param restricted whether it is for some times only
   * @param target type {@code escalation}, {@code schedule} or {@code none}
   */
  public record RoutingRule(
      String name,
      boolean isDefault,
      String matching,
      List<Condition> conditions,
      boolean restricted,
      Recipient target) {}

  /** One condition of a rule. */
  public record Condition(String field, boolean not, String operation, String expected) {}

  /**
   * Who is meant.
   *
   * @param type {@code user}, {@code team}, {@code escalation}, {@code schedule} or {@code none}
   * @param name a user's is their address
   */
  public record Recipient(String type, String id, String name) {}

  /** A schedule. */
  public record Schedule(
      String id,
      String name,
      String timezone,
      boolean enabled,
      Optional<String> team,
      List<Rotation> rotations,
      List<OverrideEntry> overrides) {}

  /**
   * Participants who take turns.
   *
   * @param type {@code hourly}, {@code daily} or {@code weekly}
   */
  public record Rotation(
      String id,
      String name,
      Instant start,
      Optional<Instant> end,
      String type,
      int length,
      List<Recipient> participants,
      List<Restriction> restrictions) {}

  /**
   * When a rotation is on.
   *
   * @param startDay such as {@code monday}; empty: every day
   */
  public record Restriction(
      String startDay, int startHour, int startMin, String endDay, int endHour, int endMin) {}

  /**
   * Somebody serves in place of others.
   *
   * @param rotations ids; empty: all
   */
  public record OverrideEntry(Recipient user, List<String> rotations, Instant start, Instant end) {}

  /** Whom to notify after how long. */
  public record Escalation(
      String id,
      String name,
      List<EscalationRule> rules,
      long waitInterval,
      int repeat,
      boolean closes) {}

  /**
   * One of its rules.
   *
   * @param delay in minutes from the alert on
   */
  public record EscalationRule(
      String condition, String notifyType, long delay, Recipient recipient) {}

  /** What alerts may be about. */
  public record Service(String id, String name, Optional<String> team) {}

  /** A sign of life that is waited for. */
  public record Heartbeat(
      String name, long interval, String unit, boolean enabled, Optional<String> team) {}

  /** A tool that is connected. */
  public record Integration(String name, String type, boolean enabled, Optional<String> team) {}

  /** What is for one is for somebody else for a while. */
  public record Forwarding(Recipient from, Recipient to, Instant start, Instant end) {}
}
