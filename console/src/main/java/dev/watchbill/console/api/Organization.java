package dev.watchbill.console.api;

import dev.watchbill.console.readmodel.ReadModel;
import dev.watchbill.console.readmodel.RosterInForce;
import dev.watchbill.schemas.Availability;
import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.RosterProblems;
import dev.watchbill.schemas.Schedule;
import dev.watchbill.schemas.Service;
import dev.watchbill.schemas.ServiceStatus;
import dev.watchbill.schemas.roster.Role;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The roster in force, and how what it names stands now. */
public final class Organization {
  private final ReadModel model;

  public Organization(ReadModel model) {
    this.model = model;
  }

  /**
   * One schedule.
   *
   * @param publishedUntil until when its shifts are published; null: none are
   */
  public record ScheduleItem(
      String id,
      String team,
      String timezone,
      String mode,
      @Nullable String promise,
      @Nullable Instant publishedUntil) {}

  /**
   * One service.
   *
   * @param worst severity of its worst unresolved incident; null: none
   * @param open how many there are
   */
  public record ServiceItem(
      String id,
      String name,
      @Nullable String team,
      int tier,
      @Nullable String region,
      @Nullable String runbook,
      List<String> dependsOn,
      @Nullable String policy,
      @Nullable String worst,
      int open) {}

  /**
   * One person.
   *
   * @param channels names of the channels they can be reached on; addresses stay in the roster
   */
  public record PersonItem(
      String id,
      String name,
      String timezone,
      String role,
      List<String> teams,
      List<String> channels,
      AvailabilityItem availability) {}

  /**
   * Whether a person can take something on.
   *
   * @param state available, engaged, resting or away
   */
  public record AvailabilityItem(
      String state,
      @Nullable Instant since,
      @Nullable Instant until,
      List<String> incidents,
      String why) {
    private static final AvailabilityItem UNSAID =
        new AvailabilityItem("available", null, null, List.of(), "");

    private static AvailabilityItem of(@Nullable Availability said) {
      return said == null
          ? UNSAID
          : new AvailabilityItem(
              said.getState(),
              said.getSince(),
              said.getUntil(),
              said.getIncidents(),
              said.getWhy());
    }
  }

  /**
   * The roster in force.
   *
   * @param version empty before the first roster
   * @param problems what keeps newer files from being applied; null: nothing
   */
  public record RosterItem(
      String version,
      String name,
      String timezone,
      @Nullable String source,
      @Nullable Instant since,
      @Nullable ProblemsItem problems) {}

  /** What kept the newest files from being applied. */
  public record ProblemsItem(Instant at, String source, List<String> messages) {
    private static ProblemsItem of(RosterProblems problems) {
      return new ProblemsItem(problems.getAt(), problems.getSource(), problems.getMessages());
    }
  }

  /** All schedules, by id. */
  public List<ScheduleItem> schedules() {
    return model.roster().schedules().values().stream()
        .sorted(Comparator.comparing(Schedule::getId))
        .map(schedule ->
            new ScheduleItem(
                schedule.getId(),
                schedule.getTeam(),
                schedule.getTimezone(),
                schedule.getMode(),
                schedule.getPromise(),
                model.shifts().plannedUntil(schedule.getId()).orElse(null)))
        .toList();
  }

  /** All services, by id. */
  public List<ServiceItem> services() {
    var states = model.standing().services();
    return model.roster().services().values().stream()
        .sorted(Comparator.comparing(Service::getId))
        .map(service -> item(service, Optional.ofNullable(states.get(service.getId()))))
        .toList();
  }

  private static ServiceItem item(Service service, Optional<ServiceStatus> state) {
    return new ServiceItem(
        service.getId(),
        service.getName(),
        service.getTeam(),
        service.getTier(),
        service.getRegion(),
        service.getRunbook(),
        service.getDependsOn(),
        service.getPolicy(),
        state.map(ServiceStatus::getSeverity).orElse(null),
        state.map(ServiceStatus::getOpen).orElse(0));
  }

  /** Everybody, by id. */
  public List<PersonItem> people() {
    var availability = model.standing().people();
    return model.roster().people().values().stream()
        .sorted(Comparator.comparing(Person::getId))
        .map(person -> item(person, availability.get(person.getId())))
        .toList();
  }

  private PersonItem item(Person person, @Nullable Availability availability) {
    var roster = model.roster();
    return new PersonItem(
        person.getId(),
        person.getName(),
        person.getTimezone(),
        Role.of(person.getId(), roster).orElse(Role.VIEWER).text(),
        roster.teams().values().stream()
            .filter(team -> team.getMembers().contains(person.getId()))
            .map(team -> team.getId())
            .sorted()
            .toList(),
        person.getContacts().keySet().stream().sorted().toList(),
        AvailabilityItem.of(availability));
  }

  /** The version in force, and what keeps a newer one out. */
  public RosterItem roster() {
    RosterInForce whole = model.rosterInForce();
    var current = whole.current();
    var problems = whole.problems();
    var organization = whole.snapshot().organization();
    return new RosterItem(
        whole.snapshot().version(),
        organization.getName(),
        organization.getTimezone(),
        current == null ? null : current.getSource(),
        current == null ? null : current.getAt(),
        problems == null ? null : ProblemsItem.of(problems));
  }
}
