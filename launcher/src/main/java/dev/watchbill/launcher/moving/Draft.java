package dev.watchbill.launcher.moving;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A roster that is about to be written. Each of its parts has {@code notes}: what could not be
 * taken as it was, each a sentence that becomes a comment at its place.
 *
 * @param source whose it was, such as Opsgenie
 * @param zone the organisation's
 * @param notes what has no place in the roster
 * @param admins ids of people
 */
public record Draft(
    String source,
    ZoneId zone,
    List<String> notes,
    List<String> admins,
    List<Person> people,
    List<Team> teams,
    List<Policy> policies,
    List<Service> services,
    List<Integration> integrations) {

  public Draft {
    notes = List.copyOf(notes);
    admins = List.copyOf(admins);
    people = List.copyOf(people);
    teams = List.copyOf(teams);
    policies = List.copyOf(policies);
    services = List.copyOf(services);
    integrations = List.copyOf(integrations);
  }

  /** The same where everybody has the inbox alone. */
  public Draft withoutContacts() {
    return new Draft(
        source,
        zone,
        notes,
        admins,
        people.stream().map(Person::withoutContacts).toList(),
        teams,
        policies,
        services,
        integrations);
  }

  /**
   * Somebody who can be on call.
   *
   * @param zone empty: the organisation's
   * @param contacts by provider
   */
  public record Person(
      String id,
      String name,
      Optional<ZoneId> zone,
      Map<String, String> contacts,
      List<Rule> high,
      List<Rule> low,
      List<String> notes) {
    private Person withoutContacts() {
      return new Person(id, name, zone, Map.of(), List.of(), List.of(), List.of());
    }
  }

  /**
   * One channel, some time after the page.
   *
   * @param after in seconds; 0: at once
   */
  public record Rule(String via, long after) {}

  /** People who own services together. */
  public record Team(
      String id,
      ZoneId zone,
      List<String> members,
      List<Schedule> schedules,
      List<OverrideEntry> overrides,
      List<String> notes) {}

  /**
   * Answers who is on call.
   *
   * @param mode {@code everyone}, {@code levels} or {@code priority}
   * @param follows in place of rotations: the schedule that is followed
   * @param turns how many turns later
   */
  public record Schedule(
      String id,
      String mode,
      List<Rotation> rotations,
      Optional<String> follows,
      int turns,
      List<String> notes) {}

  /**
   * Members who take turns, in order.
   *
   * @param members each place: one person, several together, or none, whose turn is nobody's
   * @param start a local handoff in {@code zone}
   * @param shift such as {@code 1w}
   * @param hours empty: always
   * @param countsIdle whether a turn that they hide completely uses up somebody's turn
   */
  public record Rotation(
      String name,
      OptionalInt priority,
      ZoneId zone,
      List<List<String>> members,
      LocalDateTime start,
      Optional<Instant> from,
      Optional<Instant> until,
      String shift,
      List<Hours> hours,
      boolean countsIdle,
      List<String> notes) {}

  /**
   * Local hours that come back every week.
   *
   * @param days such as {@code mon-fri}; empty: each, or said in {@code from} and {@code to}
   */
  public record Hours(String days, String from, String to) {}

  /**
   * A stretch given to somebody else.
   *
   * @param kind {@code who}, {@code add} or {@code remove}
   */
  public record OverrideEntry(
      String schedule,
      Optional<String> rotation,
      String kind,
      String person,
      Optional<String> insteadOf,
      Instant from,
      Instant to,
      List<String> notes) {}

  /**
   * Whom to page.
   *
   * @param reactions by severity, the gravest first
   */
  public record Policy(String id, Map<String, Reaction> reactions, List<String> notes) {}

  /**
   * What one severity asks for.
   *
   * @param urgency {@code high} or {@code low}
   * @param steps empty: nobody is paged
   */
  public record Reaction(String urgency, int repeat, List<Step> steps) {}

  /**
   * Whom to tell, and how long to wait.
   *
   * @param delay in seconds
   * @param patience in seconds; 0: as usual
   */
  public record Step(
      List<String> targets, boolean roundRobin, long delay, long patience, List<String> notes) {}

  /** What alerts are about. */
  public record Service(
      String id, String name, Optional<String> team, Optional<String> policy, List<String> notes) {}

  /**
   * A sender of alerts.
   *
   * @param every of a heartbeat, such as {@code 10m}; else empty
   */
  public record Integration(
      String id,
      String type,
      Optional<String> service,
      Optional<String> every,
      List<String> notes) {}
}
