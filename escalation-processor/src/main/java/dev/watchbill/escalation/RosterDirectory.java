package dev.watchbill.escalation;

import dev.watchbill.schemas.Availability;
import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.Policy;
import dev.watchbill.schemas.Route;
import dev.watchbill.schemas.Service;
import dev.watchbill.schemas.Team;
import dev.watchbill.schemas.roster.OwnWord;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One version of the roster with its published shifts, and what else is going on.
 *
 * @param once made of this roster, and no other
 */
public record RosterDirectory(
    RosterSnapshot roster, Shifts shifts, Surroundings around, OncePerRoster once)
    implements Directory {

  /** One beside which nothing is going on. */
  public RosterDirectory(RosterSnapshot roster, Shifts shifts) {
    this(roster, shifts, Surroundings.NONE);
  }

  public RosterDirectory(RosterSnapshot roster, Shifts shifts, Surroundings around) {
    this(roster, shifts, around, new OncePerRoster());
  }

  @Override
  public String version() {
    return roster.version();
  }

  @Override
  public boolean isThere() {
    return roster.isThere();
  }

  @Override
  public Limits limits() {
    var organization = roster.organization();
    return new Limits(
        Duration.ofMillis(organization.getReopenWindowMs()),
        Math.max(1, organization.getStormThreshold()),
        Duration.ofMillis(organization.getStormWindowMs()),
        Plan.atLeast(Duration.ofMillis(organization.getFinallyEveryMs()), Duration.ofSeconds(1)),
        Duration.ofMillis(organization.getReceiptPatienceMs()));
  }

  @Override
  public Routing route(String id, Severity severity, Map<String, String> labels, Instant at) {
    var service = Optional.ofNullable(roster.services().get(id));
    var route = roster.routes().stream().filter(r -> matches(r, id, service, labels)).findFirst();
    var team = teamOf(service, route, at);
    var named = policyNamed(service, route);
    if (named.isEmpty()) {
      var why = service.isPresent() ? "no route matches service '%s'" : "there is no service '%s'";
      return fallback(severity, why.formatted(id)).withTeam(team);
    }
    var policy = roster.policies().get(named.get().policy());
    if (policy == null || policy.getSeverities().isEmpty()) {
      return fallback(severity, "policy '%s' has no rules".formatted(named.get().policy()))
          .withTeam(team);
    }
    return rung(policy, severity, named.get().why(), false).withTeam(team);
  }

  @Override
  public Routing fallback(Severity severity, String why) {
    var id = roster.organization().getFallbackPolicy();
    var policy = id == null ? null : roster.policies().get(id);
    return policy == null || policy.getSeverities().isEmpty()
        ? new Routing(
            Plan.none(), Optional.empty(), why + ", and there is no fallback policy", true)
        : rung(policy, severity, why + ": the fallback policy '" + id + "' pages", true);
  }

  @Override
  public List<Duty> onCall(String schedule, Instant at) {
    return shifts.onCall(schedule, at);
  }

  @Override
  public Optional<Person> person(String id) {
    return Optional.ofNullable(roster.people().get(id))
        .map(known -> around.settings(id).map(own -> OwnWord.on(known, own)).orElse(known));
  }

  @Override
  public Optional<String> personWithEmail(String address) {
    var found =
        roster.people().values().stream()
            .filter(person -> address.equalsIgnoreCase(person.getContacts().get("email")))
            .map(Person::getId)
            .limit(2)
            .toList();
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  @Override
  public Optional<Team> team(String id) {
    return Optional.ofNullable(roster.teams().get(id));
  }

  @Override
  public Optional<Service> service(String id) {
    return Optional.ofNullable(roster.services().get(id));
  }

  @Override
  public Optional<Suppression> suppression(Suppression.Asked asked, Instant at) {
    return new Suppressors(this, roster, around, asked, at).first();
  }

  @Override
  public boolean isAnythingSuppressed() {
    return around.hasSilences() || !roster.maintenance().isEmpty();
  }

  @Override
  public Optional<Instant> nextSupportHours(Optional<String> team, Instant at) {
    return isOffHours(team, at) ? supportHours(team).flatMap(h -> h.next(at)) : Optional.empty();
  }

  @Override
  public Optional<Instant> quietUntil(String person, Instant at) {
    return person(person)
        .flatMap(known ->
            Hours.of(known.getDoNotDisturb(), RosterSnapshot.zone(known.getTimezone())).end(at));
  }

  @Override
  public Optional<Availability> availability(String person) {
    return around.availability(person);
  }

  @Override
  public Optional<Hearing> heard(String integration) {
    return around.heard(integration);
  }

  @Override
  public boolean hasSchedule(String id) {
    return roster.schedules().containsKey(id);
  }

  @Override
  public List<String> lastResort() {
    var admins = admins();
    return admins.isEmpty() ? once.everybody(roster) : admins;
  }

  @Override
  public ZoneId zone() {
    return roster.zone();
  }

  @Override
  public boolean isOffHours(Optional<String> team, Instant at) {
    return supportHours(team).filter(hours -> !hours.cover(at)).isPresent();
  }

  private Optional<Hours> supportHours(Optional<String> team) {
    return team.map(roster.teams()::get)
        .map(known -> Hours.of(known.getSupportHours(), RosterSnapshot.zone(known.getTimezone())))
        .filter(hours -> !hours.isEmpty());
  }

  @Override
  public Duration offHours(Optional<String> team, Instant from, Instant to) {
    return supportHours(team).map(hours -> hours.outside(from, to)).orElse(Duration.ZERO);
  }

  private List<String> admins() {
    return roster.organization().getRoles().getOrDefault("admin", List.of()).stream()
        .flatMap(who ->
            who.startsWith("team:")
                ? team(who.substring(5)).map(Team::getMembers).orElse(List.of()).stream()
                : Stream.of(who))
        .filter(roster.people()::containsKey)
        .distinct()
        .toList();
  }

  /** A policy and why it is that one. */
  private record Named(String policy, String why) {}

  private Optional<Named> policyNamed(Optional<Service> service, Optional<Route> route) {
    if (service.isPresent() && service.get().getPolicy() != null) {
      return Optional.of(
          new Named(
              service.get().getPolicy(),
              "service '%s' names policy '%s'"
                  .formatted(service.get().getId(), service.get().getPolicy())));
    }
    return route
        .filter(r -> r.getPolicy() != null)
        .map(r ->
            new Named(
                r.getPolicy(), "route %s names policy '%s'".formatted(r.getAt(), r.getPolicy())));
  }

  private Optional<String> teamOf(Optional<Service> service, Optional<Route> route, Instant at) {
    var own = service.map(Service::getTeam);
    if (own.isPresent()) {
      return own;
    }
    var teams = route.map(Route::getTeams).orElse(List.of());
    return teams.stream()
        .filter(team -> hasSomebody(team, at))
        .findFirst()
        .or(() -> teams.stream().findFirst());
  }

  private boolean hasSomebody(String team, Instant at) {
    return team(team).map(Team::getSchedules).orElse(List.of()).stream()
        .anyMatch(schedule -> !onCall(schedule, at).isEmpty());
  }

  private static boolean matches(
      Route route, String id, Optional<Service> service, Map<String, String> labels) {
    return (route.getService() == null || route.getService().equals(id))
        && (route.getTier() == null
            || service.filter(s -> s.getTier() == route.getTier()).isPresent())
        && (route.getRegion() == null
            || service.filter(s -> route.getRegion().equals(s.getRegion())).isPresent())
        && labels.entrySet().containsAll(route.getLabels().entrySet());
  }

  /** The severity's own rules, else those of the next higher rung, else the highest there is. */
  private Routing rung(Policy policy, Severity severity, String why, boolean fallback) {
    var found =
        Stream.of(Severity.values())
            .filter(rung -> rung.compareTo(severity) >= 0)
            .filter(rung -> policy.getSeverities().containsKey(rung.text()))
            .min(Severity::compareTo)
            .or(() ->
                Stream.of(Severity.values())
                    .filter(rung -> policy.getSeverities().containsKey(rung.text()))
                    .max(Severity::compareTo));
    var text =
        found
            .map(Severity::text)
            .orElseGet(() -> policy.getSeverities().keySet().iterator().next());
    var reason =
        text.equals(severity.text())
            ? why
            : why + ", which has no rules for " + severity.text() + ": those for " + text + " hold";
    return new Routing(once.plan(policy, text), Optional.empty(), reason, fallback);
  }
}
