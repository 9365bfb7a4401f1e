package dev.watchbill.schemas.roster;

import dev.watchbill.schemas.Integration;
import dev.watchbill.schemas.MaintenanceWindow;
import dev.watchbill.schemas.Organization;
import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.PersonSettings;
import dev.watchbill.schemas.Policy;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.Route;
import dev.watchbill.schemas.Schedule;
import dev.watchbill.schemas.Service;
import dev.watchbill.schemas.Team;
import dev.watchbill.schemas.serde.TrustedRecords;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One whole version of the roster. Immutable; its records must not be changed.
 *
 * @param version git commit or hash of the files; empty for {@link #NONE}
 */
public record RosterSnapshot(
    String version,
    Organization organization,
    Map<String, Person> people,
    Map<String, Team> teams,
    Map<String, Schedule> schedules,
    Map<String, Service> services,
    Map<String, Policy> policies,
    Map<String, Integration> integrations,
    List<Route> routes,
    List<MaintenanceWindow> maintenance) {

  static {
    TrustedRecords.trust();
  }

  /** Before any roster was published. */
  public static final RosterSnapshot NONE = of("", Map.of());

  public RosterSnapshot {
    people = Map.copyOf(people);
    teams = Map.copyOf(teams);
    schedules = Map.copyOf(schedules);
    services = Map.copyOf(services);
    policies = Map.copyOf(policies);
    integrations = Map.copyOf(integrations);
    routes = List.copyOf(routes);
    maintenance = List.copyOf(maintenance);
  }

  /** Whether there is a roster at all. */
  public boolean isThere() {
    return !version.isEmpty();
  }

  /**
   * The same roster with what people say themselves of how they are reached.
   *
   * @param own by person
   */
  public RosterSnapshot with(Map<String, PersonSettings> own) {
    return own.isEmpty()
        ? this
        : new RosterSnapshot(
            version,
            organization,
            OwnWord.on(people, own),
            teams,
            schedules,
            services,
            policies,
            integrations,
            routes,
            maintenance);
  }

  /** A person's display name, or the id where the roster doesn't know it. */
  public String nameOf(String person) {
    return Optional.ofNullable(people.get(person)).map(Person::getName).orElse(person);
  }

  /**
   * Names of a schedule's rotations, in the order of the roster; none where it is unknown, or was
   * written by a release whose definitions can't be read.
   */
  public List<String> rotationsOf(String schedule) {
    var known = schedules.get(schedule);
    return known == null ? List.of() : Definition.rotations(known.getDefinition());
  }

  /** The organisation's zone. */
  public ZoneId zone() {
    return zone(organization.getTimezone());
  }

  /**
   * The zone a person lives in, or the organisation's where that isn't known.
   *
   * @param person null: nobody in particular
   */
  public ZoneId zoneOf(@Nullable String person) {
    var known = person == null ? null : people.get(person);
    return known == null ? zone() : zone(known.getTimezone());
  }

  /**
   * A zone by its id, or UTC: the roster's check refuses unknown ones, and neither a page nor a
   * reader may fail on one that slipped through.
   */
  public static ZoneId zone(String id) {
    try {
      return ZoneId.of(id);
    } catch (DateTimeException e) {
      return ZoneOffset.UTC;
    }
  }

  static RosterSnapshot of(String version, Map<String, RosterRecord> records) {
    var organization = Organization.newBuilder().build();
    var people = new HashMap<String, Person>();
    var teams = new HashMap<String, Team>();
    var schedules = new HashMap<String, Schedule>();
    var services = new HashMap<String, Service>();
    var policies = new HashMap<String, Policy>();
    var integrations = new HashMap<String, Integration>();
    var routes = List.<Route>of();
    var maintenance = List.<MaintenanceWindow>of();
    for (var record : records.values()) {
      if (record.getOrganization() != null) {
        organization = record.getOrganization();
      } else if (record.getPerson() != null) {
        people.put(record.getPerson().getId(), record.getPerson());
      } else if (record.getTeam() != null) {
        teams.put(record.getTeam().getId(), record.getTeam());
      } else if (record.getSchedule() != null) {
        schedules.put(record.getSchedule().getId(), record.getSchedule());
      } else if (record.getService() != null) {
        services.put(record.getService().getId(), record.getService());
      } else if (record.getPolicy() != null) {
        policies.put(record.getPolicy().getId(), record.getPolicy());
      } else if (record.getIntegration() != null) {
        integrations.put(record.getIntegration().getName(), record.getIntegration());
      } else if (record.getRoutes() != null) {
        routes = record.getRoutes().getRules();
      } else if (record.getMaintenance() != null) {
        maintenance = record.getMaintenance().getWindows();
      }
    }
    return new RosterSnapshot(
        version,
        organization,
        people,
        teams,
        schedules,
        services,
        policies,
        integrations,
        routes,
        maintenance);
  }
}
