package dev.watchbill.notifier.delivery;

import dev.watchbill.schemas.Maintenance;
import dev.watchbill.schemas.MaintenanceWindow;
import dev.watchbill.schemas.Organization;
import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.Policy;
import dev.watchbill.schemas.RosterCurrent;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.Schedule;
import dev.watchbill.schemas.Service;
import dev.watchbill.schemas.Team;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.schemas.roster.RosterStage;
import dev.watchbill.schemas.serde.TrustedRecords;
import java.util.List;
import java.util.Map;

/** A roster in the making. */
public final class RosterBuilder {
  static {
    TrustedRecords.trust();
  }

  private final RosterStage stage = new RosterStage();
  private String version = "1";

  private RosterBuilder() {}

  public static RosterBuilder aRoster() {
    return new RosterBuilder();
  }

  /** The same people as in another. */
  public RosterBuilder withThePeopleOf(RosterSnapshot other) {
    other.people().values().forEach(this::person);
    return this;
  }

  public RosterBuilder version(String next) {
    version = next;
    return this;
  }

  public RosterBuilder organization(Organization organization) {
    return put("organization:main", RosterRecord.newBuilder().setOrganization(organization));
  }

  public RosterBuilder person(String id, Map<String, String> contacts) {
    return person(Person.newBuilder().setId(id).setContacts(contacts).build());
  }

  public RosterBuilder person(String id, String name, Map<String, String> contacts) {
    return person(Person.newBuilder().setId(id).setName(name).setContacts(contacts).build());
  }

  public RosterBuilder person(Person person) {
    return put("person:" + person.getId(), RosterRecord.newBuilder().setPerson(person));
  }

  public RosterBuilder team(Team team) {
    return put("team:" + team.getId(), RosterRecord.newBuilder().setTeam(team));
  }

  public RosterBuilder schedule(Schedule schedule) {
    return put("schedule:" + schedule.getId(), RosterRecord.newBuilder().setSchedule(schedule));
  }

  public RosterBuilder service(Service service) {
    return put("service:" + service.getId(), RosterRecord.newBuilder().setService(service));
  }

  public RosterBuilder policy(Policy policy) {
    return put("policy:" + policy.getId(), RosterRecord.newBuilder().setPolicy(policy));
  }

  public RosterBuilder maintenance(MaintenanceWindow... windows) {
    var all = Maintenance.newBuilder().setWindows(List.of(windows)).build();
    return put("maintenance:all", RosterRecord.newBuilder().setMaintenance(all));
  }

  private RosterBuilder put(String key, RosterRecord.Builder record) {
    stage.accept(key, record.setVersion(version).build());
    return this;
  }

  public RosterSnapshot build() {
    var whole = RosterRecord.newBuilder().setCurrent(RosterCurrent.newBuilder().build());
    return stage.accept(RosterStage.CURRENT, whole.setVersion(version).build()).orElseThrow();
  }
}
