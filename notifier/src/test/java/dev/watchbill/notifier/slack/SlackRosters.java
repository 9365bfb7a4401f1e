package dev.watchbill.notifier.slack;

import static dev.watchbill.notifier.delivery.RosterBuilder.aRoster;

import dev.watchbill.schemas.Organization;
import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.Policy;
import dev.watchbill.schemas.PolicyStep;
import dev.watchbill.schemas.Schedule;
import dev.watchbill.schemas.Service;
import dev.watchbill.schemas.SeverityPolicy;
import dev.watchbill.schemas.Target;
import dev.watchbill.schemas.Team;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A roster with a team, a schedule, a service and its policy. */
final class SlackRosters {
  private SlackRosters() {}

  /** asha U02ASHA and bo U03BO respond, carla U04CARLA manages, vic U05VIEWER looks. */
  static RosterSnapshot payments() {
    return aRoster()
        .organization(
            Organization.newBuilder()
                .setBaseUrl("https://oncall.example.com/")
                .setRoles(Map.of("viewer", List.of("vic"), "manager", List.of("carla")))
                .build())
        .person(person("asha", "Asha Rao", "U02ASHA"))
        .person(person("bo", "Bo Li", "U03BO"))
        .person(person("carla", "Carla Diaz", "U04CARLA"))
        .person(person("vic", "Vic Tor", "U05VIEWER"))
        .team(
            Team.newBuilder().setId("payments").setMembers(List.of("asha", "bo", "carla")).build())
        .schedule(Schedule.newBuilder().setId("payments-primary").setTeam("payments").build())
        .service(
            Service.newBuilder().setId("checkout").setTeam("payments").setPolicy("tier-1").build())
        .policy(policy())
        .build();
  }

  /** The same, whose schedule has these rotations. */
  static RosterSnapshot withRotations(String... names) {
    var payments = payments();
    var rotations = Arrays.stream(names).map("{\"name\":\"%s\"}"::formatted).toList();
    return aRoster()
        .withThePeopleOf(payments)
        .organization(payments.organization())
        .schedule(
            Schedule.newBuilder(payments.schedules().get("payments-primary"))
                .setDefinition("{\"rotations\":[" + String.join(",", rotations) + "]}")
                .build())
        .build();
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

  private static Person person(String id, String name, String slack) {
    return Person.newBuilder()
        .setId(id)
        .setName(name)
        .setTimezone("Europe/Berlin")
        .setContacts(Map.of("slack", slack))
        .build();
  }
}
