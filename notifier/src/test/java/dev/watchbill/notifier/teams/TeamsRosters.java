package dev.watchbill.notifier.teams;

import static dev.watchbill.notifier.delivery.RosterBuilder.aRoster;

import dev.watchbill.schemas.Organization;
import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.Team;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.util.List;
import java.util.Map;

/** A roster of people in Teams. */
public final class TeamsRosters {
  public static final String ASHA = "aaaaaaaa-0000-0000-0000-000000000001";
  public static final String BO = "bbbbbbbb-0000-0000-0000-000000000002";
  public static final String VIC = "cccccccc-0000-0000-0000-000000000003";
  public static final String STRANGER = "dddddddd-0000-0000-0000-000000000004";

  private TeamsRosters() {}

  /** asha, in Kolkata, and bo respond, in the team payments; vic looks. */
  public static RosterSnapshot payments() {
    return aRoster()
        .organization(
            Organization.newBuilder()
                .setBaseUrl("https://oncall.example.com/")
                .setRoles(Map.of("viewer", List.of("vic")))
                .build())
        .person(person("asha", "Asha Rao", ASHA, "Asia/Kolkata"))
        .person(person("bo", "Bo Li", BO, "UTC"))
        .person(person("vic", "Vic Tor", VIC, "UTC"))
        .team(Team.newBuilder().setId("payments").setMembers(List.of("asha", "bo")).build())
        .build();
  }

  private static Person person(String id, String name, String user, String zone) {
    return Person.newBuilder()
        .setId(id)
        .setName(name)
        .setTimezone(zone)
        .setContacts(Map.of("teams", user))
        .build();
  }
}
