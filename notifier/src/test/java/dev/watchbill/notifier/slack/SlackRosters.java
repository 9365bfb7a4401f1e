package dev.watchbill.notifier.slack;

import dev.watchbill.schemas.Organization;
import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.Policy;
import dev.watchbill.schemas.PolicyStep;
import dev.watchbill.schemas.RosterCurrent;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.Schedule;
import dev.watchbill.schemas.Service;
import dev.watchbill.schemas.SeverityPolicy;
import dev.watchbill.schemas.Target;
import dev.watchbill.schemas.Team;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.schemas.roster.RosterStage;
import dev.watchbill.schemas.serde.TrustedRecords;
import java.util.List;
import java.util.Map;

/** A roster with a team, a schedule, a service and its policy. */
final class SlackRosters {
  static {
    TrustedRecords.trust();
  }

  private SlackRosters() {}

  /** asha U02ASHA and bo U03BO respond, carla U04CARLA manages, vic U05VIEWER looks. */
  static RosterSnapshot payments() {
    var stage = new RosterStage();
    put(
        stage,
        "organization:main",
        RosterRecord.newBuilder()
            .setOrganization(
                Organization.newBuilder()
                    .setBaseUrl("https://oncall.example.com/")
                    .setRoles(Map.of("viewer", List.of("vic"), "manager", List.of("carla")))
                    .build()));
    person(stage, "asha", "Asha Rao", "U02ASHA");
    person(stage, "bo", "Bo Li", "U03BO");
    person(stage, "carla", "Carla Diaz", "U04CARLA");
    person(stage, "vic", "Vic Tor", "U05VIEWER");
    put(
        stage,
        "team:payments",
        RosterRecord.newBuilder()
            .setTeam(
                Team.newBuilder()
                    .setId("payments")
                    .setMembers(List.of("asha", "bo", "carla"))
                    .build()));
    put(
        stage,
        "schedule:payments-primary",
        RosterRecord.newBuilder()
            .setSchedule(
                Schedule.newBuilder().setId("payments-primary").setTeam("payments").build()));
    put(
        stage,
        "service:checkout",
        RosterRecord.newBuilder()
            .setService(
                Service.newBuilder()
                    .setId("checkout")
                    .setTeam("payments")
                    .setPolicy("tier-1")
                    .build()));
    put(stage, "policy:tier-1", RosterRecord.newBuilder().setPolicy(policy()));
    return stage
        .accept(
            RosterStage.CURRENT,
            RosterRecord.newBuilder()
                .setVersion("1")
                .setCurrent(RosterCurrent.newBuilder().build())
                .build())
        .orElseThrow();
  }

  private static Policy policy() {
    return Policy.newBuilder()
        .setId("tier-1")
        .setSeverities(
            Map.of(
                "critical",
                SeverityPolicy.newBuilder()
                    .setSteps(
                        List.of(
                            step(new Target("schedule", List.of("payments-primary"))),
                            step(new Target("person", List.of("carla")))))
                    .build()))
        .build();
  }

  private static PolicyStep step(Target target) {
    return PolicyStep.newBuilder().setTargets(List.of(target)).build();
  }

  private static void person(RosterStage stage, String id, String name, String slack) {
    put(
        stage,
        "person:" + id,
        RosterRecord.newBuilder()
            .setPerson(
                Person.newBuilder()
                    .setId(id)
                    .setName(name)
                    .setTimezone("Europe/Berlin")
                    .setContacts(Map.of("slack", slack))
                    .build()));
  }

  private static void put(RosterStage stage, String key, RosterRecord.Builder record) {
    stage.accept(key, record.setVersion("1").build());
  }
}
