package dev.watchbill.roster;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The whole roster as written, checked. Maps are by id, in id order.
 *
 * @param holidays dates by calendar
 * @param routes in file-name order; the first that matches wins
 * @param maintenance in file-name order
 */
public record Roster(
    OrganizationEntry organization,
    Map<String, Set<LocalDate>> holidays,
    Map<String, PersonEntry> people,
    Map<String, TeamEntry> teams,
    Map<String, ServiceEntry> services,
    Map<String, PolicyEntry> policies,
    List<RouteEntry> routes,
    Map<String, IntegrationEntry> integrations,
    List<MaintenanceEntry> maintenance) {

  public Roster {
    holidays = sorted(holidays);
    people = sorted(people);
    teams = sorted(teams);
    services = sorted(services);
    policies = sorted(policies);
    routes = List.copyOf(routes);
    integrations = sorted(integrations);
    maintenance = List.copyOf(maintenance);
  }

  /** All schedules of all teams, by id. */
  public Map<String, ScheduleEntry> schedules() {
    var all = new TreeMap<String, ScheduleEntry>();
    teams.values().forEach(team -> all.putAll(team.schedules()));
    return all;
  }

  /** The overrides of one schedule, whichever team wrote them. */
  public List<OverrideEntry> overridesOf(String schedule) {
    return overrides().filter(override -> override.schedule().equals(schedule)).toList();
  }

  /** All overrides of all teams. */
  public Stream<OverrideEntry> overrides() {
    return teams.values().stream().flatMap(team -> team.overrides().stream());
  }

  private static <V> Map<String, V> sorted(Map<String, V> map) {
    return Collections.unmodifiableMap(new TreeMap<>(map));
  }
}
