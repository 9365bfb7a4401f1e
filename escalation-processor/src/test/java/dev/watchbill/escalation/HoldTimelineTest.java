package dev.watchbill.escalation;

import static dev.watchbill.escalation.TestRoster.MIDNIGHT;
import static dev.watchbill.escalation.TestRoster.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.HoursWindow;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.MaintenanceWindow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Maintenance, what is down upstream, support hours. The night begins on Monday, 00:00 UTC. */
class HoldTimelineTest {

  // ---- maintenance

  @Test
  void pagesNobodyDuringMaintenanceAndWhatStillFiresAfterIt() {
    var night =
        Night.of(
                TestRoster.shop()
                    .maintenance(
                        MaintenanceWindow.newBuilder()
                            .setServices(List.of("checkout"))
                            .setStart(MIDNIGHT)
                            .setEnd(MIDNIGHT.plus(Duration.ofMinutes(20)))
                            .setWhy("database upgrade")
                            .build()))
            .timeline(
                """
                01:00 fires   db-down
                01:00 opened  checkout-1
                01:00 suppressed
                20:00 quiet
                20:00 unsuppressed
                20:00 page    asha slack
                21:00 quiet
                """);

    assertThat(why(night, "suppressed"))
        .isEqualTo("maintenance until Mon 5 Jan 00:20 UTC: database upgrade");
  }

  @Test
  void maintenanceOfALabelLeavesTheRestAlone() {
    Night.of(
            TestRoster.shop()
                .maintenance(
                    MaintenanceWindow.newBuilder()
                        .setLabels(Map.of("env", "staging"))
                        .setStart(MIDNIGHT)
                        .setEnd(MIDNIGHT.plus(Duration.ofMinutes(20)))
                        .build()))
        .timeline(
            """
            01:00 fires   db-down env=production
            01:00 opened  checkout-1
            01:00 page    asha slack
            02:00 fires   db-slow env=staging
            02:00 opened  checkout-2
            02:00 suppressed in checkout-2
            03:00 quiet
            """);
  }

  @Test
  void maintenanceComesBackEveryWeekInItsZone() {
    // 02:00 to 02:10 in Berlin is 01:00 to 01:10 here.
    Night.of(
            TestRoster.shop()
                .maintenance(
                    MaintenanceWindow.newBuilder()
                        .setServices(List.of("checkout"))
                        .setHours(List.of(new HoursWindow(List.of("mon"), "02:00", "02:10")))
                        .setTimezone("Europe/Berlin")
                        .build()))
        .timeline(
            """
            59:00 fires   db-slow
            59:00 opened  checkout-1
            59:00 page    asha slack
            59:30 ack     asha
            59:30 acknowledged asha
            60:00 fires   db-down
            60:00 opened  checkout-2
            60:00 suppressed in checkout-2
            70:00 quiet
            70:00 unsuppressed in checkout-2
            70:00 page    asha slack in checkout-2
            71:00 quiet
            """);
  }

  @Test
  void maintenanceIsOverWhenTheRosterSaysSo() {
    var roster =
        TestRoster.shop()
            .maintenance(
                MaintenanceWindow.newBuilder()
                    .setServices(List.of("checkout"))
                    .setStart(MIDNIGHT)
                    .setEnd(MIDNIGHT.plus(Duration.ofMinutes(20)))
                    .build());
    var night =
        Night.of(roster)
            .timeline(
                """
                01:00 fires   db-down
                01:00 opened  checkout-1
                01:00 suppressed
                02:30 quiet
                """);

    night
        .roster(TestRoster.shop())
        .timeline(
            """
            03:00 quiet
            03:00 unsuppressed
            03:00 page    asha slack
            """);
  }

  // ---- upstream

  @Test
  void pagesNobodyForWhatComesOfAServiceThatIsDown() {
    var night =
        Night.of(chain())
            .timeline(
                """
                00:00 fires   pod-down service=gateway
                00:00 opened  gateway-1
                00:00 page    asha slack
                01:00 fires   errors
                01:00 opened  checkout-1
                01:00 suppressed
                02:10 ends    pod-down service=gateway
                02:10 resolved source
                02:20 ends    errors
                02:20 resolved source
                09:00 quiet
                """);

    assertThat(why(night, "suppressed"))
        .isEqualTo("it needs gateway, which is down: error since Mon 5 Jan 00:00 UTC");
  }

  @Test
  void pagesWithinAMinuteWhatStillFiresWhenTheServiceItNeedsIsBack() {
    Night.of(chain())
        .timeline(
            """
            00:00 fires   pod-down service=gateway
            00:00 opened  gateway-1
            00:00 page    asha slack
            01:00 fires   errors
            01:00 opened  checkout-1
            01:00 suppressed
            02:30 ends    pod-down service=gateway
            02:30 resolved source
            03:00 quiet
            03:00 unsuppressed
            03:00 page    asha slack
            """);
  }

  @Test
  void looksAtWhatAServiceNeedsByOthers() {
    Night.of(chain())
        .timeline(
            """
            00:00 fires   disk-full service=network
            00:00 opened  network-1
            00:00 page    asha slack
            01:00 fires   errors
            01:00 opened  checkout-1
            01:00 suppressed
            02:00 quiet
            """);
  }

  @Test
  void pagesForWhatIsWorseThanWhatIsDown() {
    Night.of(chain())
        .timeline(
            """
            00:00 fires   pod-down service=gateway
            00:00 opened  gateway-1
            00:00 page    asha slack
            01:00 fires   errors critical
            01:00 opened  checkout-1
            01:00 page    asha slack
            02:00 quiet
            """);
  }

  @Test
  void pagesWhereNobodyLooksAfterWhatIsDown() {
    Night.of(chain())
        .timeline(
            """
            00:00 silence asha alertname=pod-down until=30:00
            00:00 fires   pod-down service=gateway
            00:00 opened  gateway-1
            00:00 suppressed
            01:00 fires   errors
            01:00 opened  checkout-1
            01:00 page    asha slack
            02:00 quiet
            """);
  }

  /** Two services that need each other must not keep each other quiet. */
  @Test
  void aCircleOfServicesPagesForTheFirst() {
    Night.of(
            chain()
                .service(
                    "network",
                    s ->
                        s.setTeam("payments")
                            .setPolicy("tier-1")
                            .setDependsOn(List.of("checkout"))))
        .timeline(
            """
            00:00 fires   errors
            00:00 opened  checkout-1
            00:00 page    asha slack
            01:00 fires   disk-full service=network
            01:00 opened  network-1
            01:00 suppressed
            05:00 quiet
            05:00 page    bo slack
            """);
  }

  // ---- support hours

  @Test
  void holdsWhatIsNotUrgentToTheNextSupportHours() {
    var night =
        Night.of(office("01:00"))
            .timeline(
                """
                10:00 fires    disk-slow warning
                10:00 opened   checkout-1
                10:00 deferred
                60:00 quiet
                60:00 page     asha slack
                61:00 quiet
                """);

    assertThat(why(night, "deferred"))
        .isEqualTo("not urgent: waits for the support hours of payments, from Mon 5 Jan 01:00 UTC");
    var first = MachineRig.of(night.machine().effects, Incident.class).getFirst();
    assertThat(first.getStatus()).isEqualTo("deferred");
    assertThat(first.getNextDeadline()).isEqualTo(MIDNIGHT.plus(Duration.ofHours(1)));
  }

  @Test
  void pagesAtOnceDuringSupportHours() {
    Night.of(office("00:00"))
        .timeline(
            """
            10:00 fires   disk-slow warning
            10:00 opened  checkout-1
            10:00 page    asha slack
            11:00 quiet
            """);
  }

  @Test
  void defersNothingForATeamThatStatesNoHours() {
    Night.of(office("01:00").team("payments", t -> t.setSupportHours(List.of())))
        .timeline(
            """
            10:00 fires   disk-slow warning
            10:00 opened  checkout-1
            10:00 page    asha slack
            11:00 quiet
            """);
  }

  @Test
  void pagesNobodyAboutWhatIsOverBeforeTheSupportHours() {
    Night.of(office("01:00"))
        .timeline(
            """
            10:00 fires    disk-slow warning
            10:00 opened   checkout-1
            10:00 deferred
            20:00 ends     disk-slow
            20:00 resolved source
            70:00 quiet
            """);
  }

  @Test
  void pagesAtOnceWhenTheSeverityRisesMeanwhile() {
    Night.of(office("01:00"))
        .timeline(
            """
            10:00 fires    disk-slow warning
            10:00 opened   checkout-1
            10:00 deferred
            20:00 fires    disk-slow error
            20:00 raised   error
            20:00 page     asha slack
            21:00 quiet
            """);
  }

  @Test
  void isTakenFromTheSupportHoursByWhoeverEscalates() {
    Night.of(office("01:00"))
        .timeline(
            """
            10:00 fires     disk-slow warning
            10:00 opened    checkout-1
            10:00 deferred
            20:00 escalate  bo
            20:00 escalated bo
            20:00 page      asha slack
            21:00 quiet
            """);
  }

  @Test
  void holdsThroughARestart() {
    Night.of(office("01:00"))
        .timeline(
            """
            10:00 fires    disk-slow warning
            10:00 opened   checkout-1
            10:00 deferred
            20:00 down 600
            60:00 quiet
            60:00 page     asha slack
            61:00 quiet
            """);
  }

  @Test
  void waitsForTheSupportHoursOfATeamThatGotAnotherName() {
    var night =
        Night.of(office("01:00"))
            .timeline(
                """
                01:00 silence  asha alertname=disk-slow until=30:00
                01:00 fires    disk-slow warning
                01:00 opened   checkout-1
                01:00 suppressed
                10:00 quiet
                """)
            .roster(
                office("01:00")
                    .without("team:payments")
                    .team("billing", t -> t.setSupportHours(hours("02:00")))
                    .service("checkout", s -> s.setTeam("billing").setPolicy("tier-1")))
            .timeline(
                """
                30:00  quiet
                30:00  unsuppressed
                30:00  deferred
                120:00 quiet
                120:00 page     asha slack
                121:00 quiet
                """);

    assertThat(why(night, "deferred"))
        .isEqualTo("not urgent: waits for the support hours of billing, from Mon 5 Jan 02:00 UTC");
  }

  @Test
  void waitsOnForTheSupportHoursOfATeamThatGotTheService() {
    Night.of(office("01:00"))
        .timeline(
            """
            10:00 fires    disk-slow warning
            10:00 opened   checkout-1
            10:00 deferred
            20:00 quiet
            """)
        .roster(
            office("01:00")
                .team("billing", t -> t.setSupportHours(hours("02:00")))
                .service("checkout", s -> s.setTeam("billing").setPolicy("tier-1")))
        .timeline(
            """
            60:00  quiet
            60:00  deferred
            120:00 quiet
            120:00 page     asha slack
            121:00 quiet
            """);
  }

  @Test
  void waitsForTheSupportHoursItHadWhereTheServiceIsGone() {
    Night.of(office("01:00"))
        .timeline(
            """
            01:00 silence  asha alertname=disk-slow until=30:00
            01:00 fires    disk-slow warning
            01:00 opened   checkout-1
            01:00 suppressed
            10:00 quiet
            """)
        .roster(office("01:00").without("service:checkout"))
        .timeline(
            """
            30:00 quiet
            30:00 unsuppressed
            30:00 deferred
            60:00 quiet
            60:00 page     asha slack
            61:00 quiet
            """);
  }

  private static List<HoursWindow> hours(String from) {
    return List.of(new HoursWindow(List.of("mon", "tue"), from, "17:00"));
  }

  private static TestRoster office(String from) {
    return TestRoster.shop()
        .team("payments", t -> t.setSupportHours(hours(from)))
        .policy(
            "tier-1",
            "warning",
            p -> p.setUrgency("low").setDefer("support-hours"),
            step(Duration.ofHours(1), "schedule:primary"));
  }

  /** Checkout needs the gateway, which needs the network. */
  private static TestRoster chain() {
    return TestRoster.shop()
        .service(
            "checkout",
            s -> s.setTeam("payments").setPolicy("tier-1").setDependsOn(List.of("gateway")))
        .service(
            "gateway",
            s -> s.setTeam("payments").setPolicy("tier-1").setDependsOn(List.of("network")))
        .service("network", s -> s.setTeam("payments").setPolicy("tier-1"));
  }

  private static String why(Night night, String type) {
    return night.events.stream()
        .filter(event -> event.getType().equals(type))
        .map(IncidentEvent::getWhy)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void isHeldAgainWhenItReopensThoughSomebodyHadEscalatedIt() {
    Night.of(
            TestRoster.shop()
                .maintenance(
                    MaintenanceWindow.newBuilder()
                        .setServices(List.of("checkout"))
                        .setStart(MIDNIGHT)
                        .setEnd(MIDNIGHT.plus(Duration.ofMinutes(20)))
                        .build()))
        .timeline(
            """
            01:00 fires    db-down
            01:00 opened   checkout-1
            01:00 suppressed
            02:00 escalate kim
            02:00 escalated kim
            02:00 page     asha slack
            03:00 ends     db-down
            03:00 resolved source
            05:00 fires    db-down
            05:00 joined   checkout-1
            05:00 reopened
            05:00 suppressed
            19:00 quiet
            """);
  }

  @Test
  void holdsNothingForAPageByHandAboutWhatItNeeds() {
    Night.of(chain())
        .timeline(
            """
            00:00 summon bo service=gateway to=carla text=invoices
            00:00 opened gateway-1
            00:00 page   carla slack
            01:00 ack    carla incident=gateway-1
            01:00 acknowledged carla
            02:00 fires  errors
            02:00 opened checkout-1
            02:00 page   asha slack
            03:00 quiet
            """);
  }
}
