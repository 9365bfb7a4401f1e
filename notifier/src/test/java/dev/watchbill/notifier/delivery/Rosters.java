package dev.watchbill.notifier.delivery;

import static dev.watchbill.notifier.delivery.RosterBuilder.aRoster;

import dev.watchbill.schemas.Organization;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.util.Map;

/** A small roster. */
public final class Rosters {
  private Rosters() {}

  /** asha is U02ASHA, bo is U03BO. */
  public static RosterSnapshot ashaAndBo() {
    return ashaAndBo(Organization.newBuilder().build());
  }

  public static RosterSnapshot ashaAndBo(Organization organization) {
    return aRoster()
        .organization(organization)
        .person("asha", "Asha Rao", Map.of("slack", "U02ASHA"))
        .person("bo", "Bo Li", Map.of("slack", "U03BO"))
        .build();
  }
}
