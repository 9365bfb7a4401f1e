package dev.watchbill.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.Incident;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a sender's user does at the sender, such as at an Opsgenie client. */
class SenderTimelineTest {
  private static final String OPEN =
      """
      00:00 fires  db-down
      00:00 opened checkout-1
      00:00 page   asha slack
      """;

  @Test
  void snoozesInTheNameOfASendersUser() {
    Night.of(TestRoster.shop())
        .timeline(
            OPEN
                + """
                01:00 does   db-down status=snoozed by=kim for=20:00
                01:00 snoozed kim
                21:00 unsnoozed kim
                21:00 page   asha slack
                22:00 quiet
                """);
  }

  @Test
  void findsTheIncidentOfAnAlertWhoseEndCarriesItsKeyOnly() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires  disk-1 bykey=yes group=host-a
            00:00 opened checkout-1
            00:00 page   asha slack
            00:30 fires  disk-2 bykey=yes group=host-a
            00:30 joined checkout-1
            01:00 claims disk-2 bykey=yes by=kim
            01:00 acknowledged kim
            02:00 ends   disk-1 bykey=yes
            03:00 fires  disk-2 bykey=yes group=host-b
            04:00 ends   disk-2 bykey=yes
            04:00 resolved source
            05:00 quiet
            """);
  }

  @Test
  void findsNoIncidentOfAnotherSendersKey() {
    Night.of(TestRoster.shop())
        .timeline(
            OPEN.replace("db-down", "db-down bykey=yes group=host-a")
                + """
                01:00 ends   db-down bykey=yes from=another
                02:00 quiet
                """);
  }

  @Test
  void looksForSomebodyAgainWhenTheSenderTakesItsAcknowledgementBack() {
    Night.of(TestRoster.shop())
        .timeline(
            OPEN
                + """
                01:00 claims db-down by=kim
                01:00 acknowledged kim
                02:00 does   db-down status=unacknowledged by=kim
                02:00 noted  kim
                02:00 page   asha slack
                03:00 does   db-down status=unacknowledged by=kim
                04:00 quiet
                """);
  }

  @Test
  void keepsASendersNote() {
    var night =
        Night.of(TestRoster.shop())
            .timeline(
                OPEN
                    + """
                    01:00 does   db-down status=noted
                    01:00 noted  the source
                    02:00 quiet
                    """);
    assertThat(night.events.getLast().getChannel()).isEqualTo("prometheus");
  }

  @Test
  void firesTheNextStepWhenASenderEscalates() {
    Night.of(TestRoster.shop())
        .timeline(
            OPEN
                + """
                01:00 does   db-down status=escalated by=kim
                01:00 escalated kim
                01:00 page   bo slack
                02:00 quiet
                """);
  }

  @Test
  void raisesWhatItsSenderRatesHigherAndNothingElse() {
    Night.of(TestRoster.shop())
        .timeline(
            OPEN
                + """
                01:00 does   db-down critical status=updated
                02:00 does   db-down warning status=updated rated=P3
                03:00 does   db-down critical status=updated rated=P1
                03:00 raised critical
                04:00 quiet
                """);
  }

  @Test
  void pagesNobodyForAChangeOrForWhatIsDoneToNothing() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 does   deployed status=change
            00:00 does   nothing status=snoozed for=10:00
            00:00 does   nothing status=noted
            00:00 does   nothing status=updated
            00:00 does   nothing status=unacknowledged
            01:00 quiet
            """);
  }

  @Test
  void opensAnIncidentForASeverityOfWhatNobodyKnowsWhateverItsStatus() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 does   db-down critical status=escalated rated=critical by=kim
            00:00 opened checkout-1
            00:00 page   asha slack
            00:30 does   db-slow status=updated rated=P3 group=db-down
            00:30 joined checkout-1
            01:00 does   db-down critical status=updated rated=critical
            02:00 ends   db-down
            03:00 ends   db-slow group=db-down
            03:00 resolved source
            04:00 quiet
            """);
  }

  @Test
  void opensAnIncidentForWhatIsFirstHeardOfAsSnoozedAndLetsItNotRunOut() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 does   db-down status=snoozed rated=P1 for=05:00
            00:00 opened checkout-1
            00:00 page   asha slack
            01:00 ack    asha
            01:00 acknowledged asha
            04:00 hears  prometheus
            30:00 quiet
            """);
  }

  @Test
  void knowsASendersUserByTheAddressOfExactlyOnePerson() {
    var roster =
        TestRoster.shop()
            .person("bo", p -> p.setContacts(Map.of("email", "Bo@Example.com")))
            .person("carla", p -> p.setContacts(Map.of("email", "desk@example.com")))
            .person("cto", p -> p.setContacts(Map.of("email", "desk@example.com")));
    Night.of(roster)
        .timeline(
            OPEN
                + """
                01:00 claims db-down by=bo@example.COM
                01:00 acknowledged bo
                02:00 does   db-down status=unacknowledged by=DESK@example.com
                02:00 noted  DESK@example.com
                02:00 page   asha slack
                03:00 claims db-down by=DESK@example.com
                03:00 acknowledged DESK@example.com
                04:00 quiet
                """);
  }

  @Test
  void followsANewTitleAndTextOfItsAlertAndPagesNobody() {
    var night =
        Night.of(TestRoster.shop())
            .timeline(
                OPEN
                    + """
                    01:00 does   db-down status=updated title=Disk-is-full by=kim
                    01:00 noted  kim
                    02:00 does   db-down status=updated title= text=98% by=kim
                    02:00 noted  kim
                    03:00 does   db-down status=updated title=Disk-is-full text=98%
                    04:00 ack    asha
                    04:00 acknowledged asha
                    05:00 quiet
                    """);

    var shown = MachineRig.of(night.machine().effects, Incident.class).getLast();
    assertThat(shown.getTitle()).isEqualTo("Disk-is-full");
    assertThat(shown.getText()).isEqualTo("98%");
    var told = MachineRig.of(night.machine().effects, Assignment.class);
    assertThat(told.get(1).getIncident().getTitle()).isEqualTo("Disk-is-full");
  }

  @Test
  void keepsItsTitleWhereAnotherOfItsAlertsIsCalledOtherwise() {
    var night =
        Night.of(TestRoster.shop())
            .timeline(
                OPEN
                    + """
                    01:00 fires  db-slow group=db-down
                    01:00 joined checkout-1
                    02:00 does   db-slow status=updated title=Disk-is-full group=db-down by=kim
                    03:00 quiet
                    """);

    assertThat(MachineRig.of(night.machine().effects, Incident.class).getLast().getTitle())
        .isEqualTo("db-down");
  }
}
