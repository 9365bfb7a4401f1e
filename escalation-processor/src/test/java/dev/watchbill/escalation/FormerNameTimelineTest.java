package dev.watchbill.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * What is open while the roster changes how its integration names it: {@code named=05:00} is what
 * intake says of it by the name it had until then.
 */
class FormerNameTimelineTest {

  @Test
  void resolvesWhatWasOpenUnderAnotherService() {
    Night.of(shop())
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha slack
            01:00 ack    asha
            01:00 acknowledged asha
            09:00 ends   db-down service=billing
            09:00 ends   db-down named=05:00
            09:00 resolved source
            20:00 quiet
            """);
  }

  @Test
  void resolvesWhatWasOpenUnderAnotherNameOfItsIntegration() {
    Night.of(shop())
        .timeline(
            """
            00:00 fires  db-down from=prom
            00:00 opened checkout-1
            00:00 page   asha slack
            01:00 ack    asha
            01:00 acknowledged asha
            09:00 ends   db-down from=prom-eu
            09:00 ends   db-down from=prom named=05:00
            09:00 resolved source
            20:00 quiet
            """);
  }

  @Test
  void resolvesBothIncidentsOfWhatWentOnFiring() {
    Night.of(shop())
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha slack
            01:00 ack    asha
            01:00 acknowledged asha
            08:00 fires  db-down service=billing
            08:00 opened billing-1
            08:00 page   asha slack
            09:00 ack    asha incident=billing-1
            09:00 acknowledged asha
            10:00 ends   db-down service=billing
            10:00 resolved source
            10:00 ends   db-down named=05:00
            10:00 resolved source
            20:00 quiet
            """);
  }

  @Test
  void resolvesWhatWasOpenInAnotherGroup() {
    Night.of(shop())
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha slack
            01:00 ack    asha
            01:00 acknowledged asha
            09:00 ends   db-down group=zone-a
            09:00 ends   db-down named=05:00
            09:00 resolved source
            20:00 quiet
            """);
  }

  @Test
  void leavesAloneWhatWasReceivedByThatNameSince() {
    Night.of(shop())
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha slack
            01:00 ack    asha
            01:00 acknowledged asha
            06:00 fires  db-down
            09:00 ends   db-down named=05:00
            20:00 ends   db-down
            20:00 resolved source
            25:00 quiet
            """);
  }

  @Test
  void knowsNothingByThatNameOfWhatNobodyHeardOf() {
    var night =
        Night.of(shop())
            .timeline(
                """
                00:00 ends   db-down named=05:00
                01:00 does   db-down status=updated rated=critical named=05:00
                02:00 claims db-down by=asha named=05:00
                20:00 quiet
                """);

    assertThat(night.events).isEmpty();
  }

  @Test
  void acknowledgesAlsoWhatIsOpenByThatName() {
    Night.of(shop())
        .timeline(
            """
            00:00 fires  db-down bykey
            00:00 opened checkout-1
            00:00 page   asha slack
            01:00 claims db-down by=asha bykey named=00:30
            01:00 acknowledged asha
            04:00 quiet
            """);
  }

  @Test
  void takesNobodysAcknowledgementOfAnotherAlertOfItsGroup() {
    Night.of(shop())
        .timeline(
            """
            00:00 fires  db-down group=db
            00:00 opened checkout-1
            00:00 page   asha slack
            01:00 claims db-slow by=asha group=db named=05:00
            04:00 quiet
            """);
  }

  @Test
  void keepsAnAlertThatRanOutThoughItsIntegrationIsHeardByItsNewName() {
    Night.of(shop())
        .timeline(
            """
            00:00 fires  db-down from=prom for=04:00
            00:00 opened checkout-1
            00:00 page   asha slack
            01:00 ack    asha
            01:00 acknowledged asha
            03:30 ends   db-slow from=prom named=05:00
            04:00 stale  db-down
            09:00 ends   db-down from=prom named=05:00
            09:00 resolved source
            20:00 quiet
            """);
  }

  private static TestRoster shop() {
    return TestRoster.shop().service("billing", s -> s.setTeam("payments").setPolicy("tier-1"));
  }
}
