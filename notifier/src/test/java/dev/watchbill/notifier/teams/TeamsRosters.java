package dev.watchbill.notifier.teams;

import dev.watchbill.schemas.Organization;
import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.RosterCurrent;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.Team;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.schemas.roster.RosterStage;
import dev.watchbill.schemas.serde.TrustedRecords;
import java.util.List;
import java.util.Map;

/** A roster of people in Teams. */
public final class TeamsRosters {
  public static final String ASHA = "aaaaaaaa-0000-0000-0000-000000000001";
  public static final String BO = "bbbbbbbb-0000-0000-0000-000000000002";
  public static final String VIC = "cccccccc-0000-0000-0000-000000000003";
  public static final String STRANGER = "dddddddd-0000-0000-0000-000000000004";

  static {
    TrustedRecords.trust();
  }

  private TeamsRosters() {}

  /** asha, in Kolkata, and bo respond, in the team payments; vic looks. */
  public static RosterSnapshot payments() {
    var stage = new RosterStage();
    put(
        stage,
        "organization:main",
        RosterRecord.newBuilder()
            .setOrganization(
                Organization.newBuilder()
                    .setBaseUrl("https://oncall.example.com/")
                    .setRoles(Map.of("viewer", List.of("vic")))
                    .build()));
    person(stage, "asha", "Asha Rao", ASHA, "Asia/Kolkata");
    person(stage, "bo", "Bo Li", BO, "UTC");
    person(stage, "vic", "Vic Tor", VIC, "UTC");
    put(
        stage,
        "team:payments",
        RosterRecord.newBuilder()
            .setTeam(
                Team.newBuilder().setId("payments").setMembers(List.of("asha", "bo")).build()));
    return stage
        .accept(
            RosterStage.CURRENT,
            RosterRecord.newBuilder()
                .setVersion("1")
                .setCurrent(RosterCurrent.newBuilder().build())
                .build())
        .orElseThrow();
  }

  private static void person(RosterStage stage, String id, String name, String user, String zone) {
    put(
        stage,
        "person:" + id,
        RosterRecord.newBuilder()
            .setPerson(
                Person.newBuilder()
                    .setId(id)
                    .setName(name)
                    .setTimezone(zone)
                    .setContacts(Map.of("teams", user))
                    .build()));
  }

  private static void put(RosterStage stage, String key, RosterRecord.Builder record) {
    stage.accept(key, record.setVersion("1").build());
  }
}
