package dev.watchbill.notifier.ticket;

import static dev.watchbill.notifier.delivery.RosterBuilder.aRoster;

import dev.watchbill.schemas.Organization;
import dev.watchbill.schemas.Service;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A service with tickets, and people who have accounts in trackers. */
final class TicketRosters {
  private TicketRosters() {}

  private static final String PLACES =
      """
      {"jira":{"project":"PAY","type":"Incident","component":"checkout","resolved":"Done"},
       "redmine":{"project":"payments","type":"Bug","component":"checkout","resolved":"Closed"}}
      """;

  /** asha is 5b10ac8d in Jira and 5 in Redmine, bo b0b0 and 6; dora only looks. */
  static RosterSnapshot checkout() {
    return checkout(PLACES);
  }

  /**
   * The same people.
   *
   * @param places where its tickets go, as JSON; null: nowhere
   */
  static RosterSnapshot checkout(@Nullable String places) {
    return aRoster()
        .organization(Organization.newBuilder().setRoles(Map.of("viewer", List.of("dora"))).build())
        .person("asha", "Asha Rao", Map.of("jira", "5b10ac8d", "redmine", "5"))
        .person("bo", "Bo Li", Map.of("jira", "b0b0", "redmine", "6"))
        .person("dora", "Dora", Map.of("jira", "d0ra"))
        .service(Service.newBuilder().setId("checkout").setTicket(places).build())
        .build();
  }
}
