package dev.watchbill.escalation;

import dev.watchbill.schemas.Maintenance;
import dev.watchbill.schemas.MaintenanceWindow;
import dev.watchbill.schemas.NotifyRule;
import dev.watchbill.schemas.Organization;
import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.Policy;
import dev.watchbill.schemas.PolicyStep;
import dev.watchbill.schemas.RosterCurrent;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.RotationState;
import dev.watchbill.schemas.Route;
import dev.watchbill.schemas.Routes;
import dev.watchbill.schemas.Schedule;
import dev.watchbill.schemas.ScheduleWeek;
import dev.watchbill.schemas.Service;
import dev.watchbill.schemas.SeverityPolicy;
import dev.watchbill.schemas.Shift;
import dev.watchbill.schemas.Target;
import dev.watchbill.schemas.Team;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.schemas.roster.RosterStage;
import dev.watchbill.schemas.serde.TrustedRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A roster as the topics bring it. {@link #shop} is a small shop: asha is primary, bo secondary,
 * both reached by Slack; carla is in their team, cto is the admin.
 */
public final class TestRoster {
  static {
    TrustedRecords.trust();
  }

  public static final Instant MIDNIGHT = Instant.parse("2026-01-05T00:00:00Z");
  private static final Instant LONG_AGO = MIDNIGHT.minus(Duration.ofDays(30));
  private static final Instant FAR_OFF = MIDNIGHT.plus(Duration.ofDays(90));

  private final Map<String, RosterRecord> records = new LinkedHashMap<>();
  private final Map<String, List<Shift>> shifts = new LinkedHashMap<>();
  private String version = "v1";

  public static TestRoster shop() {
    var roster =
        new TestRoster()
            .organization(
                o -> o.setFallbackPolicy("anyone").setRoles(Map.of("admin", List.of("cto"))))
            .team("payments", "asha", "bo", "carla")
            .service("checkout", s -> s.setTeam("payments").setTier(1).setPolicy("tier-1"));
    List.of("asha", "bo", "carla", "cto").forEach(roster::person);
    return roster
        .onCall("primary", "asha")
        .onCall("secondary", "bo")
        .policy("anyone", "error", p -> p, step(Duration.ofMinutes(10), "person:cto"))
        .policy(
            "tier-1",
            "error",
            p -> p.setFinallyTargets(List.of(target("person:cto"))),
            step(Duration.ofMinutes(5), "schedule:primary"),
            step(Duration.ofMinutes(10), "schedule:secondary"));
  }

  public TestRoster organization(UnaryOperator<Organization.Builder> change) {
    var last = records.get("organization:main");
    var builder =
        last == null ? Organization.newBuilder() : Organization.newBuilder(last.getOrganization());
    return put("organization:main", r -> r.setOrganization(change.apply(builder).build()));
  }

  /** Somebody who is reached by Slack alone. */
  public TestRoster person(String id) {
    return person(
        id,
        p ->
            p.setContacts(Map.of("slack", "U-" + id))
                .setNotifyHigh(List.of(new NotifyRule("slack", 0L)))
                .setNotifyLow(List.of(new NotifyRule("slack", 0L))));
  }

  public TestRoster person(String id, UnaryOperator<Person.Builder> change) {
    var last = records.get("person:" + id);
    var builder =
        last == null
            ? Person.newBuilder().setId(id).setName(id)
            : Person.newBuilder(last.getPerson());
    return put("person:" + id, r -> r.setPerson(change.apply(builder).build()));
  }

  public TestRoster team(String id, String... members) {
    return team(id, t -> t.setMembers(List.of(members)));
  }

  public TestRoster team(String id, UnaryOperator<Team.Builder> change) {
    var last = records.get("team:" + id);
    var builder = last == null ? Team.newBuilder().setId(id) : Team.newBuilder(last.getTeam());
    return put("team:" + id, r -> r.setTeam(change.apply(builder).build()));
  }

  public TestRoster service(String id, UnaryOperator<Service.Builder> change) {
    return put(
        "service:" + id,
        r -> r.setService(change.apply(Service.newBuilder().setId(id).setName(id)).build()));
  }

  public TestRoster routes(Route... routes) {
    return put("routes:all", r -> r.setRoutes(new Routes(List.of(routes))));
  }

  public TestRoster maintenance(MaintenanceWindow... windows) {
    return put("maintenance:all", r -> r.setMaintenance(new Maintenance(List.of(windows))));
  }

  /** Rules of one severity of a policy, beside those it has. */
  public TestRoster policy(
      String id,
      String severity,
      UnaryOperator<SeverityPolicy.Builder> change,
      PolicyStep... steps) {
    var last = records.get("policy:" + id);
    var severities = new HashMap<>(last == null ? Map.of() : last.getPolicy().getSeverities());
    severities.put(
        severity, change.apply(SeverityPolicy.newBuilder().setSteps(List.of(steps))).build());
    return put(
        "policy:" + id,
        r -> r.setPolicy(Policy.newBuilder().setId(id).setSeverities(severities).build()));
  }

  public TestRoster without(String key) {
    records.remove(key);
    return this;
  }

  public static PolicyStep step(Duration patience, String... targets) {
    return step(patience, s -> s, targets);
  }

  public static PolicyStep step(
      Duration patience, UnaryOperator<PolicyStep.Builder> change, String... targets) {
    return change
        .apply(
            PolicyStep.newBuilder()
                .setPatienceMs(patience.toMillis())
                .setTargets(List.of(targets).stream().map(TestRoster::target).toList()))
        .build();
  }

  /** As in a roster: {@code schedule:primary}, {@code awake-of:us,apac}. */
  public static Target target(String text) {
    var colon = text.indexOf(':');
    var kind = text.substring(0, colon);
    var rest = text.substring(colon + 1);
    return new Target(kind, kind.equals("awake-of") ? List.of(rest.split(",")) : List.of(rest));
  }

  public TestRoster onCall(String schedule, String who) {
    return onCall(schedule, who, LONG_AGO, FAR_OFF);
  }

  public TestRoster onCall(String schedule, String who, Instant from, Instant to) {
    put(
        "schedule:" + schedule,
        r -> r.setSchedule(Schedule.newBuilder().setId(schedule).setTeam("payments").build()));
    shifts
        .computeIfAbsent(schedule, s -> new ArrayList<>())
        .add(Shift.newBuilder().setWho(who).setStart(from).setEnd(to).build());
    return this;
  }

  public TestRoster nobodyOnCall(String schedule) {
    shifts.put(schedule, new ArrayList<>());
    return this;
  }

  public TestRoster version(String version) {
    this.version = version;
    return this;
  }

  /** Records of the roster topic, the one that makes them whole last. */
  public Map<String, RosterRecord> records() {
    var all = new LinkedHashMap<String, RosterRecord>();
    records.forEach(
        (key, record) -> all.put(key, RosterRecord.newBuilder(record).setVersion(version).build()));
    all.put(
        RosterStage.CURRENT,
        RosterRecord.newBuilder()
            .setVersion(version)
            .setCurrent(new RosterCurrent(MIDNIGHT, "test"))
            .build());
    return all;
  }

  /** Records of the rotation-state topic. */
  public Map<String, RotationState> rotationState() {
    var all = new LinkedHashMap<String, RotationState>();
    shifts.forEach((schedule, of) -> {
      for (var at = LONG_AGO; at.isBefore(FAR_OFF); at = at.plus(Duration.ofDays(7))) {
        all.put(schedule + "/" + PublishedShifts.weekOf(at), week(schedule, of));
      }
    });
    return all;
  }

  private RotationState week(String schedule, List<Shift> shifts) {
    return RotationState.newBuilder()
        .setSchedule(schedule)
        .setRosterVersion(version)
        .setWeek(ScheduleWeek.newBuilder().setShifts(List.copyOf(shifts)).build())
        .build();
  }

  public Directory directory() {
    return directory(Surroundings.NONE);
  }

  public Directory directory(Surroundings around) {
    var stage = new RosterStage();
    var whole = RosterSnapshot.NONE;
    for (var record : records().entrySet()) {
      whole = stage.accept(record.getKey(), record.getValue()).orElse(whole);
    }
    var published = new PublishedShifts();
    rotationState().forEach(published::accept);
    return new RosterDirectory(whole, published, around);
  }

  private TestRoster put(String key, UnaryOperator<RosterRecord.Builder> content) {
    records.put(key, content.apply(RosterRecord.newBuilder()).build());
    return this;
  }
}
