package dev.watchbill.notifier.ticket;

import dev.watchbill.schemas.Organization;
import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.RosterCurrent;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.Service;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.schemas.roster.RosterStage;
import dev.watchbill.schemas.serde.TrustedRecords;
import java.util.List;
import java.util.Map;

/** A service with tickets, and people who have accounts in trackers. */
final class TicketRosters {
  static {
    TrustedRecords.trust();
  }

  private TicketRosters() {}

  /** asha is 5b10ac8d in Jira and 5 in Redmine, bo b0b0 and 6; dora only looks. */
  static RosterSnapshot checkout() {
    var stage = new RosterStage();
    stage.accept(
        "organization:main",
        record()
            .setOrganization(
                Organization.newBuilder().setRoles(Map.of("viewer", List.of("dora"))).build())
            .build());
    person(stage, "asha", "Asha Rao", Map.of("jira", "5b10ac8d", "redmine", "5"));
    person(stage, "bo", "Bo Li", Map.of("jira", "b0b0", "redmine", "6"));
    person(stage, "dora", "Dora", Map.of("jira", "d0ra"));
    stage.accept(
        "service:checkout",
        record()
            .setService(
                Service.newBuilder()
                    .setId("checkout")
                    .setTicket(
                        """
                        {"jira":{"project":"PAY","type":"Incident","component":"checkout","resolved":"Done"},
                         "redmine":{"project":"payments","type":"Bug","component":"checkout","resolved":"Closed"}}
                        """)
                    .build())
            .build());
    return stage
        .accept(
            RosterStage.CURRENT, record().setCurrent(RosterCurrent.newBuilder().build()).build())
        .orElseThrow();
  }

  private static void person(
      RosterStage stage, String id, String name, Map<String, String> contacts) {
    stage.accept(
        "person:" + id,
        record()
            .setPerson(Person.newBuilder().setId(id).setName(name).setContacts(contacts).build())
            .build());
  }

  private static RosterRecord.Builder record() {
    return RosterRecord.newBuilder().setVersion("1");
  }
}
