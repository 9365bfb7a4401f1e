package dev.watchbill.notifier.delivery;

import dev.watchbill.schemas.Organization;
import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.RosterCurrent;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.schemas.roster.RosterStage;
import dev.watchbill.schemas.serde.TrustedRecords;
import java.util.Map;

/** A small roster. */
public final class Rosters {
  static {
    TrustedRecords.trust();
  }

  private Rosters() {}

  /** asha is U02ASHA, bo is U03BO. */
  public static RosterSnapshot ashaAndBo() {
    return ashaAndBo(Organization.newBuilder().build());
  }

  public static RosterSnapshot ashaAndBo(Organization organization) {
    var stage = new RosterStage();
    stage.accept(
        "organization:main",
        RosterRecord.newBuilder().setVersion("1").setOrganization(organization).build());
    person(stage, "asha", "Asha Rao", "U02ASHA");
    person(stage, "bo", "Bo Li", "U03BO");
    var whole =
        RosterRecord.newBuilder()
            .setVersion("1")
            .setCurrent(RosterCurrent.newBuilder().build())
            .build();
    return stage.accept(RosterStage.CURRENT, whole).orElseThrow();
  }

  private static void person(RosterStage stage, String id, String name, String slack) {
    stage.accept(
        "person:" + id,
        RosterRecord.newBuilder()
            .setVersion("1")
            .setPerson(
                Person.newBuilder()
                    .setId(id)
                    .setName(name)
                    .setContacts(Map.of("slack", slack))
                    .build())
            .build());
  }
}
