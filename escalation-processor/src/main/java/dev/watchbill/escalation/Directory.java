package dev.watchbill.escalation;

import dev.watchbill.schemas.Availability;
import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.Service;
import dev.watchbill.schemas.Team;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who is who and who is on call: the roster in force and its published shifts. Read-only. */
public interface Directory {
  /** The roster's version. */
  String version();

  /** Whether there is a roster: before the first one nothing can be said of anybody. */
  boolean isThere();

  Limits limits();

  /** Which policy and team an incident goes to, and why. Always finds one. */
  Routing route(String service, Severity severity, Map<String, String> labels, Instant at);

  /** The organisation's fallback; {@link Plan#none} where it has none. */
  Routing fallback(Severity severity, String why);

  /** Who is on call, shadows left out; empty: nobody. */
  List<Duty> onCall(String schedule, Instant at);

  Optional<Person> person(String id);

  /** The person with an e-mail address in the roster; empty: nobody has it, or several do. */
  Optional<String> personWithEmail(String address);

  Optional<Team> team(String id);

  Optional<Service> service(String id);

  /** What keeps an alert from being paged now; empty: nothing. */
  Optional<Suppression> suppression(Suppression.Asked asked, Instant at);

  /** Whether anybody ordered that some alerts page nobody; where not, nothing need be asked. */
  boolean isAnythingSuppressed();

  /** When a team works next; empty: it does now, or doesn't say when. */
  Optional<Instant> nextSupportHours(Optional<String> team, Instant at);

  /** Until when somebody doesn't want to be disturbed by what isn't urgent; empty: they may be. */
  Optional<Instant> quietUntil(String person, Instant at);

  /** Whether somebody can take something on; empty: nothing was ever said of them. */
  Optional<Availability> availability(String person);

  /** When an integration was heard, of whatever service; empty: unknown. */
  Optional<Hearing> heard(String integration);

  boolean hasSchedule(String id);

  /** Whom to page when nothing else is left: the admins, else everybody. */
  List<String> lastResort();

  /** The organisation's zone, in which times are told. */
  ZoneId zone();

  /** Whether a team states support hours and {@code at} is outside them. */
  boolean isOffHours(Optional<String> team, Instant at);

  /** How long of {@code [from, to)} lies outside a team's support hours; nothing if it has none. */
  Duration offHours(Optional<String> team, Instant from, Instant to);

  /** A person's display name, or the id. */
  default String nameOf(String person) {
    return person(person).map(Person::getName).filter(name -> !name.isEmpty()).orElse(person);
  }

  /**
   * One person on call.
   *
   * @param end exclusive
   * @param why as the planner says
   */
  record Duty(String person, String schedule, Instant start, Instant end, String why) {}

  /**
   * Where an incident goes.
   *
   * @param why one sentence
   * @param fallback whether it is the organisation's fallback
   */
  record Routing(Plan plan, Optional<String> team, String why, boolean fallback) {
    Routing withTeam(Optional<String> team) {
      return new Routing(plan, team, why, fallback);
    }
  }

  /** The organisation's limits. */
  record Limits(
      Duration reopenWindow,
      int stormThreshold,
      Duration stormWindow,
      Duration finallyEvery,
      Duration receiptPatience) {}
}
