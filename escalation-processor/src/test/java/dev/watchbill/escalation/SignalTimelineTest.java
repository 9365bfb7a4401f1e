package dev.watchbill.escalation;

import static dev.watchbill.escalation.TestRoster.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.IncidentEvent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What tells alerts apart, how severe they are, and when one that is not renewed is over. */
class SignalTimelineTest {

  @Test
  void tellsAlertsOfTwoIntegrationsWithOneKeyApart() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires  db-down group=db from=prometheus
            00:00 opened checkout-1
            00:00 page   asha slack
            01:00 fires  db-down group=db from=zabbix
            01:00 joined checkout-1
            02:00 ends   db-down group=db from=prometheus
            03:00 ends   db-down group=db from=zabbix
            03:00 resolved source
            04:00 quiet
            """);
  }

  @Test
  void tellsTheSameGroupOfTwoServicesApart() {
    Night.of(TestRoster.shop().service("billing", s -> s.setTeam("payments").setPolicy("tier-1")))
        .timeline(
            """
            00:00 fires  db-down group=db
            00:00 opened checkout-1
            00:00 page   asha slack
            01:00 fires  db-down group=db service=billing
            01:00 opened billing-1
            01:00 page   asha slack
            02:00 quiet
            """);
  }

  @Test
  void takesASeverityNobodyKnowsForAnError() {
    var night =
        Night.of(TestRoster.shop())
            .timeline(
                """
                00:00 fires  db-down P1
                00:00 opened checkout-1
                00:00 page   asha slack
                01:00 quiet
                """);

    assertThat(night.machine().memory.incident("checkout-1").orElseThrow().severity())
        .isEqualTo(Severity.ERROR);
  }

  @Test
  void showsThatItsSourceRatesAnAlertLowerAndGoesOnAsking() {
    var night =
        Night.of(TestRoster.shop())
            .timeline(
                """
                00:00 fires  db-down critical
                00:00 opened checkout-1
                00:00 page   asha slack
                02:00 fires  db-down warning
                02:00 severity-eased
                03:00 fires  db-down warning
                04:00 fires  db-down critical
                05:00 page   bo slack
                06:00 quiet
                """);

    assertThat(night.events)
        .filteredOn(event -> event.getType().equals("severity-eased"))
        .extracting(IncidentEvent::getWhy)
        .containsExactly(
            "Its source rates 'db-down' as warning now; the incident stays critical until it is resolved");
  }

  @Test
  void expiresAnAlertAlsoWhereItsIntegrationIsHeardOnlyForOtherServices() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires   db-down for=04:00
            00:00 opened  checkout-1
            00:00 page    asha slack
            01:00 ack     asha
            01:00 acknowledged asha
            01:30 hears   prometheus
            03:30 hears   prometheus
            04:00 expired db-down
            04:00 resolved source
            20:00 quiet
            """);
  }

  @Test
  void expiresAStaleAlertOnceItsIntegrationIsBackWithoutIt() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires   db-down for=04:00
            00:00 opened  checkout-1
            00:00 page    asha slack
            01:00 ack     asha
            01:00 acknowledged asha
            04:00 stale   db-down
            30:10 hears   prometheus
            32:00 hears   prometheus
            34:00 hears   prometheus
            34:10 expired db-down
            34:10 resolved source
            40:00 quiet
            """);
  }

  @Test
  void goesOnAsBeforeWhereAStaleAlertIsRenewed() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires   db-down for=04:00
            00:00 opened  checkout-1
            00:00 page    asha slack
            01:00 ack     asha
            01:00 acknowledged asha
            04:00 stale   db-down
            05:00 fires   db-down for=04:00
            07:00 hears   prometheus
            08:00 hears   prometheus
            09:00 expired db-down
            09:00 resolved source
            20:00 quiet
            """);
  }

  @Test
  void doesNotExpireBySomebodyElsesSignals() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires   db-down for=04:00
            00:00 opened  checkout-1
            00:00 page    asha slack
            01:00 ack     asha
            01:00 acknowledged asha
            03:30 hears   zabbix
            04:00 stale   db-down
            20:00 quiet
            """);
  }

  @Test
  void isNotReopenedByWhatStillFiresHoursAfterItWasResolvedByHand() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00  fires   db-down start=00:00
            00:00  opened  checkout-1
            00:00  page    asha slack
            01:00  resolve asha
            01:00  resolved asha
            400:00 fires   db-down start=00:00
            401:00 ends    db-down
            402:00 fires   db-down start=402:00
            402:00 opened  checkout-2
            402:00 page    asha slack in checkout-2
            403:00 quiet
            """);
  }

  @Test
  void isReopenedByAnotherAlertOfItsGroupThoughTheFirstStillFires() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires   db-1 group=db start=00:00
            00:00 opened  checkout-1
            00:00 page    asha slack
            01:00 resolve asha
            01:00 resolved asha
            02:00 fires   db-1 group=db start=00:00
            03:00 fires   db-2 group=db start=03:00
            03:00 joined  checkout-1
            03:00 reopened
            03:00 page    asha slack
            04:00 quiet
            """);
  }

  @Test
  void waitsADelayEvenWhereEverythingElseIsUrgent() {
    Night.of(
            TestRoster.shop()
                .policy(
                    "tier-1",
                    "error",
                    p -> p,
                    step(Duration.ofMinutes(5), "schedule:primary"),
                    step(
                        Duration.ofMinutes(5),
                        s -> s.setDelayMs(Duration.ofMinutes(3).toMillis()),
                        "schedule:secondary")))
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha slack
            07:00 ends   db-down
            07:00 resolved source
            30:00 quiet
            """);
  }

  @Test
  void pagesNobodyForAnEpisodeResolvedByHandThoughAnotherIncidentOfItsGroupIsOpen() {
    var night =
        Night.of(TestRoster.shop())
            .timeline(
                """
                00:00 fires   a start=00:00 group=db
                00:00 opened  checkout-1
                00:00 page    asha slack
                01:00 resolve asha
                01:00 resolved asha
                11:00 fires   b start=11:00 group=db
                11:00 opened  checkout-2
                11:00 page    asha slack in checkout-2
                11:30 claims  a group=db by=kim
                12:00 ack     asha incident=checkout-2
                12:00 acknowledged asha in checkout-2
                13:00 fires   a start=00:00 group=db
                14:00 ends    b group=db
                14:00 resolved source in checkout-2
                25:00 fires   a start=00:00 group=db
                26:00 ends    a group=db
                40:00 quiet
                """);

    assertThat(night.machine().memory.incident("checkout-1").orElseThrow().signals().firing())
        .isZero();
  }

  @Test
  void pagesForANewEpisodeOfWhatWasResolvedByHandWhileAnotherIncidentOfItsGroupIsOpen() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires   a group=db
            00:00 opened  checkout-1
            00:00 page    asha slack
            01:00 resolve asha
            01:00 resolved asha
            11:00 fires   b group=db
            11:00 opened  checkout-2
            11:00 page    asha slack in checkout-2
            12:00 ack     asha incident=checkout-2
            12:00 acknowledged asha in checkout-2
            13:00 ends    a group=db
            14:00 fires   a group=db
            14:00 joined  checkout-2
            14:00 page    asha slack in checkout-2
            15:00 ends    a group=db
            16:00 ends    b group=db
            16:00 resolved source in checkout-2
            30:00 fires   a group=db
            30:00 opened  checkout-3
            30:00 page    asha slack in checkout-3
            31:00 quiet
            """);
  }

  @Test
  void forgetsThatAnEpisodeWasResolvedByHandOnceTheAlertFiresAnew() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires   a start=00:00 group=db
            00:00 opened  checkout-1
            00:00 page    asha slack
            01:00 resolve asha
            01:00 resolved asha
            11:00 fires   b group=db
            11:00 opened  checkout-2
            11:00 page    asha slack in checkout-2
            12:00 ack     asha incident=checkout-2
            12:00 acknowledged asha in checkout-2
            13:00 fires   a start=13:00 group=db
            13:00 joined  checkout-2
            13:00 page    asha slack in checkout-2
            14:00 ends    a group=db
            15:00 ends    b group=db
            15:00 resolved source in checkout-2
            30:00 fires   a group=db
            30:00 opened  checkout-3
            30:00 page    asha slack in checkout-3
            31:00 quiet
            """);
  }
}
