package dev.watchbill.escalation;

import static dev.watchbill.escalation.TestRoster.step;
import static dev.watchbill.escalation.TestRoster.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.ResponseMetrics;
import dev.watchbill.schemas.ServiceStatus;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which alerts make an incident, and what they change there. */
class IncidentTimelineTest {

  @Test
  void pagesNobodyForARepeat() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires  db-down start=00:00
            00:00 opened checkout-1
            00:00 page   asha slack
            01:00 fires  db-down start=00:00
            02:00 fires  db-down start=00:00
            04:00 quiet
            """);
  }

  @Test
  void countsRepeatsAtMostEveryTenSeconds() {
    var night =
        Night.of(TestRoster.shop())
            .timeline(
                """
                00:00 fires  db-down
                00:00 opened checkout-1
                00:00 page   asha slack
                00:05 fires  db-down
                00:11 fires  db-down
                00:12 fires  db-down
                00:13 quiet
                """);

    var published = MachineRig.of(night.machine().effects, Incident.class);

    // Opened, the receipt, and one of the three repeats.
    assertThat(published).hasSize(3);
    assertThat(published.getLast().getLastSeen()).isEqualTo(TestRoster.MIDNIGHT.plusSeconds(11));
  }

  @Test
  void joinsAlertsOfOneGroupAndResolvesWithTheLast() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires  db-1 group=db
            00:00 opened checkout-1
            00:00 page   asha slack
            01:00 fires  db-2 group=db
            01:00 joined checkout-1
            02:00 ends   db-1 group=db
            03:00 ends   db-2 group=db
            03:00 resolved source
            30:00 quiet
            """);
  }

  @Test
  void opensAnotherIncidentForAnotherGroup() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires  db-1
            00:00 opened checkout-1
            00:00 page   asha slack
            01:00 fires  web-1
            01:00 opened checkout-2
            01:00 page   asha slack in checkout-2
            02:00 quiet
            """);
  }

  @Test
  void ignoresTheEndOfAnAlertNobodyKnows() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 ends db-down
            01:00 quiet
            """);
  }

  @Test
  void letsThePolicyOfARisenSeverityTakeOverAtOnce() {
    Night.of(
            TestRoster.shop()
                .policy("tier-1", "warning", p -> p, step(Duration.ofHours(1), "person:carla")))
        .timeline(
            """
            00:00 fires  db-down warning
            00:00 opened checkout-1
            00:00 page   carla slack
            02:00 fires  db-down error
            02:00 raised error
            02:00 page   asha slack
            07:00 page   bo slack
            08:00 quiet
            """);
  }

  @Test
  void doesNotStartAgainWhenTheRisenSeverityHasTheSameRules() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires  db-down warning
            00:00 opened checkout-1
            00:00 page   asha slack
            02:00 fires  db-down error
            02:00 raised error
            05:00 page   bo slack
            08:00 quiet
            """);
  }

  @Test
  void pagesWhoeverAcknowledgedWhenItGetsMoreSevere() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires  db-1 warning group=db name=Slow
            00:00 opened checkout-1
            00:00 page   asha slack
            01:00 ack    asha
            01:00 acknowledged asha
            02:00 fires  db-2 critical group=db name=Slow
            02:00 joined checkout-1
            02:00 raised critical
            02:00 page   asha slack
            30:00 quiet
            """);
  }

  @Test
  void pagesWhoeverAcknowledgedWhenAnAlertOfANewKindJoins() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires  db-1 group=db name=Slow
            00:00 opened checkout-1
            00:00 page   asha slack
            01:00 ack    asha
            01:00 acknowledged asha
            02:00 fires  db-2 group=db name=Slow
            02:00 joined checkout-1
            03:00 fires  db-3 group=db name=Down
            03:00 joined checkout-1
            03:00 page   asha slack
            30:00 quiet
            """);
  }

  @Test
  void isNotReopenedByRepeatsOfAnEpisodeResolvedByHand() {
    var night =
        Night.of(TestRoster.shop())
            .timeline(
                """
                00:00 fires   db-down start=00:00
                00:00 opened  checkout-1
                00:00 page    asha slack
                01:00 resolve asha
                01:00 resolved asha
                02:00 fires   db-down start=00:00
                20:00 fires   db-down start=00:00
                21:00 quiet
                """);

    var last = MachineRig.of(night.machine().effects, Incident.class).getLast();

    assertThat(last.getStatus()).isEqualTo("resolved");
    assertThat(last.getStillFiring()).isTrue();
  }

  @Test
  void showsThatItNoLongerFiresAfterItWasResolvedByHand() {
    var night =
        Night.of(TestRoster.shop())
            .timeline(
                """
                00:00 fires   db-down start=00:00
                00:00 opened  checkout-1
                00:00 page    asha slack
                01:00 resolve asha
                01:00 resolved asha
                20:00 ends    db-down
                21:00 quiet
                """);

    var last = MachineRig.of(night.machine().effects, Incident.class).getLast();

    assertThat(last.getStillFiring()).isFalse();
    assertThat(last.getTitle()).isEqualTo("db-down");
  }

  @Test
  void reopensForANewEpisodeWithinTheReopenWindow() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires   db-down start=00:00
            00:00 opened  checkout-1
            00:00 page    asha slack
            01:00 resolve asha
            01:00 resolved asha
            03:00 fires   db-down start=03:00
            03:00 joined  checkout-1
            03:00 reopened
            03:00 page    asha slack
            08:00 page    bo slack
            09:00 quiet
            """);
  }

  @Test
  void resolvesWithTheEndOfAnEpisodeThatReopenedItWhileTheLastStillFired() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires   db-down start=00:00
            00:00 opened  checkout-1
            00:00 page    asha slack
            01:00 resolve asha
            01:00 resolved asha
            03:00 fires   db-down start=03:00
            03:00 joined  checkout-1
            03:00 reopened
            03:00 page    asha slack
            04:00 ends    db-down
            04:00 resolved source
            30:00 quiet
            """);
  }

  @Test
  void opensANewIncidentForANewEpisodeAfterTheReopenWindow() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires   db-down start=00:00
            00:00 opened  checkout-1
            00:00 page    asha slack
            01:00 resolve asha
            01:00 resolved asha
            06:00 fires   db-down start=06:00
            06:00 opened  checkout-2
            06:00 page    asha slack in checkout-2
            07:00 quiet
            """);
  }

  @Test
  void reopensWhenItFlaps() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires   db-down
            00:00 opened  checkout-1
            00:00 page    asha slack
            01:00 ends    db-down
            01:00 resolved source
            02:00 fires   db-down
            02:00 joined  checkout-1
            02:00 reopened
            02:00 page    asha slack
            03:00 ends    db-down
            03:00 resolved source
            20:00 quiet
            """);
  }

  @Test
  void expiresAnAlertThatIsNotRenewedWhileItsIntegrationIsHeard() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires   db-down for=04:00
            00:00 opened  checkout-1
            00:00 page    asha slack
            01:00 ack     asha
            01:00 acknowledged asha
            02:00 fires   db-down for=04:00
            04:00 fires   web-down
            04:00 opened  checkout-2
            04:00 page    asha slack in checkout-2
            04:30 ack     asha incident=checkout-2
            04:30 acknowledged asha in checkout-2
            05:00 fires   web-down
            06:00 expired db-down
            06:00 resolved source
            20:00 quiet
            """);
  }

  @Test
  void keepsAnAlertOfASilentIntegrationOpenAndMarksItStale() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires   db-down for=04:00
            00:00 opened  checkout-1
            00:00 page    asha slack
            01:00 ack     asha
            01:00 acknowledged asha
            04:00 stale   db-down
            60:00 quiet
            """);
  }

  @Test
  void takesAnAlertThatSaysItIsOverAsItsEnd() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            01:00 fires   db-down
            01:00 opened  checkout-1
            01:00 page    asha slack
            02:00 fires   db-down for=00:00
            02:00 resolved source
            03:00 quiet
            """);
  }

  @Test
  void foldsAStormIntoOneIncidentWithOnePage() {
    var night =
        Night.of(TestRoster.shop().organization(o -> o.setStormThreshold(2)))
            .timeline(
                """
                00:00 fires   a
                00:00 opened  checkout-1
                00:00 page    asha slack
                00:01 fires   b
                00:01 opened  checkout-2
                00:01 page    asha slack in checkout-2
                00:02 fires   c
                00:02 opened  checkout-3
                00:02 page    asha slack in checkout-3
                00:03 fires   d
                00:03 joined  checkout-3
                00:04 fires   e
                00:04 joined  checkout-3
                00:05 fires   d
                00:06 quiet
                """);

    assertThat(night.pages.getLast().getText()).contains("Alert storm on checkout, first: c");
    assertThat(night.machine().memory.incident("checkout-3").orElseThrow().signals().total())
        .isEqualTo(3);
  }

  @Test
  void opensIncidentsOfTheirOwnAgainOnceAStormIsOver() {
    Night.of(TestRoster.shop().organization(o -> o.setStormThreshold(1)))
        .timeline(
            """
            00:00 fires   a
            00:00 opened  checkout-1
            00:00 page    asha slack
            00:01 fires   b
            00:01 opened  checkout-2
            00:01 page    asha slack in checkout-2
            02:00 fires   c
            02:00 opened  checkout-3
            02:00 page    asha slack in checkout-3
            03:00 quiet
            """);
  }

  @Test
  void resolvesAStormWithTheLastOfItsAlerts() {
    Night.of(TestRoster.shop().organization(o -> o.setStormThreshold(1)))
        .timeline(
            """
            00:00 fires   a
            00:00 opened  checkout-1
            00:00 page    asha slack
            00:01 fires   b
            00:01 opened  checkout-2
            00:01 page    asha slack in checkout-2
            00:02 fires   c
            00:02 joined  checkout-2
            01:00 ends    b
            02:00 ends    c
            02:00 resolved source in checkout-2
            03:00 quiet
            """);
  }

  @Test
  void tellsTheWorstOpenSeverityOfAService() {
    var night =
        Night.of(TestRoster.shop())
            .timeline(
                """
                00:00 fires   a error
                00:00 opened  checkout-1
                00:00 page    asha slack
                01:00 fires   b critical
                01:00 opened  checkout-2
                01:00 page    asha slack in checkout-2
                02:00 ends    b
                02:00 resolved source in checkout-2
                03:00 ends    a
                03:00 resolved source
                04:00 quiet
                """);

    assertThat(MachineRig.of(night.machine().effects, ServiceStatus.class))
        .extracting(ServiceStatus::getSeverity, ServiceStatus::getOpen)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("error", 1),
            org.assertj.core.groups.Tuple.tuple("critical", 2),
            org.assertj.core.groups.Tuple.tuple("error", 1),
            org.assertj.core.groups.Tuple.tuple(null, 0));
  }

  @Test
  void measuresTheResponseOnResolution() {
    var night =
        Night.of(TestRoster.shop())
            .timeline(
                """
                00:00 fires   db-down
                00:00 opened  checkout-1
                00:00 page    asha slack
                05:00 page    bo slack
                07:00 ack     bo
                07:00 acknowledged bo
                30:00 resolve bo
                30:00 resolved bo
                31:00 quiet
                """);

    var metrics = MachineRig.of(night.machine().effects, ResponseMetrics.class);

    assertThat(metrics).hasSize(1);
    assertThat(metrics.getFirst())
        .returns(0L, ResponseMetrics::getTimeToPageMs)
        .returns(0L, ResponseMetrics::getTimeToReceiptMs)
        .returns(420_000L, ResponseMetrics::getTimeToAcknowledgeMs)
        .returns(1_800_000L, ResponseMetrics::getTimeToResolveMs)
        .returns(2, ResponseMetrics::getPages)
        .returns(2, ResponseMetrics::getSteps)
        .returns(List.of("asha", "bo"), ResponseMetrics::getPeople)
        .returns("bo", ResponseMetrics::getResolvedBy);
  }

  @Test
  void keepsTheLastFiftyEntriesOfItsTimeline() {
    var night = Night.of(TestRoster.shop());
    night.timeline(
        """
        00:00 fires  db-down
        00:00 opened checkout-1
        00:00 page   asha slack
        00:01 ack    asha
        00:01 acknowledged asha
        00:02 quiet
        """);
    IntStream.range(0, 100)
        .forEach(i -> night.timeline("00:03 note asha\n00:03 noted asha\n00:03 quiet"));

    var last = MachineRig.of(night.machine().effects, Incident.class).getLast();

    assertThat(last.getTimeline()).hasSize(50);
    assertThat(last.getTimeline().getLast().getType()).isEqualTo("noted");
    assertThat(last.getEventsDropped() + 50).isEqualTo(night.events.size());
  }

  @Test
  void forgetsAnIncidentThirtyDaysAfterItsResolution() {
    var night = Night.of(TestRoster.shop());
    night.timeline(
        """
        00:00 fires  db-down
        00:00 opened checkout-1
        00:00 page   asha slack
        01:00 ends   db-down
        01:00 resolved source
        02:00 quiet
        """);
    var memory = night.machine().memory;

    night.machine().pass(Duration.ofDays(1));
    assertThat(memory.alerts).isEmpty();
    assertThat(memory.groups).isEmpty();
    assertThat(memory.incidents).hasSize(1);
    night.machine().pass(Duration.ofDays(29).plusMinutes(1));

    assertThat(memory.incidents).isEmpty();
    assertThat(memory.published).isEmpty();
  }

  @Test
  void recordsButPagesNobodyWhereThePolicySaysNone() {
    Night.of(TestRoster.shop().policy("tier-1", "info", p -> p.setPagesNobody(true)))
        .timeline(
            """
            00:00 fires  disk info
            00:00 opened checkout-1
            00:00 not-paged
            90:00 fires  disk error
            90:00 raised error
            90:00 page   asha slack
            91:00 quiet
            """);
  }

  @Test
  void stopsTheClockWhenTheSourceSaysSomebodyHasIt() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha slack
            01:00 claims db-down by=bo
            01:00 acknowledged bo
            30:00 quiet
            """);
  }

  @Test
  void isSilentWhenItIsResolvedDuringTheDelayOfItsFirstStep() {
    Night.of(
            TestRoster.shop()
                .policy(
                    "tier-1",
                    "warning",
                    p -> p.setFinallyTargets(List.of(target("person:cto"))),
                    step(
                        Duration.ofMinutes(5),
                        s -> s.setDelayMs(Duration.ofMinutes(5).toMillis()),
                        "schedule:primary")))
        .timeline(
            """
            00:00 fires  db-down warning
            00:00 opened checkout-1
            00:00 not-paged
            04:00 ends   db-down
            04:00 resolved source
            20:00 quiet
            """);
  }
}
