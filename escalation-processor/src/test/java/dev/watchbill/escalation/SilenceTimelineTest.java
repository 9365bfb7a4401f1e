package dev.watchbill.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.IncidentEvent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SilenceTimelineTest {

  @Test
  void makesAnIncidentWithoutPagesAndSaysSo() {
    var night =
        night()
            .timeline(
                """
                00:00 silence asha alertname=db-down until=30:00
                01:00 fires   db-down
                01:00 opened  checkout-1
                01:00 suppressed
                20:00 quiet
                """);

    assertThat(suppressed(night))
        .returns("asha", IncidentEvent::getPerson)
        .returns("silence", IncidentEvent::getOutcome)
        .returns(TestRoster.MIDNIGHT.plus(Duration.ofMinutes(30)), IncidentEvent::getDeadline)
        .returns("silenced by asha until Mon 5 Jan 00:30 UTC: deploy", IncidentEvent::getWhy);
    assertThat(last(night, Incident.class))
        .returns("suppressed", Incident::getStatus)
        .returns(TestRoster.MIDNIGHT.plus(Duration.ofMinutes(30)), Incident::getNextDeadline)
        .satisfies(incident -> assertThat(incident.getAssignees()).isEmpty());
  }

  @Test
  void leavesOtherAlertsAlone() {
    night()
        .timeline(
            """
            00:00 silence asha alertname=disk-full until=30:00
            01:00 fires   db-down
            01:00 opened  checkout-1
            01:00 page    asha slack
            02:00 quiet
            """);
  }

  @Test
  void pagesWhatStillFiresWhenItEnds() {
    night()
        .timeline(
            """
            00:00 silence asha alertname=db-down until=30:00
            01:00 fires   db-down
            01:00 opened  checkout-1
            01:00 suppressed
            30:00 quiet
            30:00 unsuppressed
            30:00 page    asha slack
            35:00 quiet
            35:00 page    bo slack
            36:00 quiet
            """);
  }

  @Test
  void pagesWithinAMinuteWhatStillFiresWhenItIsLifted() {
    night()
        .timeline(
            """
            00:00 silence asha alertname=db-down until=30:00
            01:00 fires   db-down
            01:00 opened  checkout-1
            01:00 suppressed
            05:30 lift    asha alertname=db-down
            06:01 quiet
            06:00 unsuppressed
            06:00 page    asha slack
            """);
  }

  @Test
  void staysInForceForTheTimeItWasProlonged() {
    var night =
        night()
            .timeline(
                """
                00:00 silence asha alertname=db-down until=10:00
                01:00 fires   db-down
                01:00 opened  checkout-1
                01:00 suppressed
                05:00 silence asha alertname=db-down until=20:00
                06:00 quiet
                06:00 suppressed
                20:00 quiet
                20:00 unsuppressed
                20:00 page    asha slack
                21:00 quiet
                """);

    assertThat(suppressed(night).getDeadline())
        .isEqualTo(TestRoster.MIDNIGHT.plus(Duration.ofMinutes(20)));
  }

  @Test
  void pagesNobodyAboutWhatIsOverWhenItEnds() {
    night()
        .timeline(
            """
            00:00 silence asha alertname=db-down until=30:00
            01:00 fires   db-down
            01:00 opened  checkout-1
            01:00 suppressed
            10:00 ends    db-down
            10:00 resolved source
            40:00 quiet
            """);
  }

  @Test
  void pagesForAnAlertOfTheSameGroupThatItDoesNotCover() {
    night()
        .timeline(
            """
            00:00 silence asha env=staging until=30:00
            01:00 fires   db-down group=db env=staging
            01:00 opened  checkout-1
            01:00 suppressed
            02:00 fires   db-slow group=db env=production
            02:00 joined  checkout-1
            02:00 unsuppressed
            02:00 page    asha slack
            03:00 quiet
            """);
  }

  @Test
  void pagesForAnAlertOfTheGroupThatItNoLongerCovers() {
    night()
        .timeline(
            """
            00:00 silence asha env=staging until=30:00
            00:00 silence asha env=testing until=30:00
            01:00 fires   db-down group=db env=staging
            01:00 opened  checkout-1
            01:00 suppressed
            02:00 fires   db-slow group=db env=testing
            02:00 joined  checkout-1
            05:30 lift    asha env=testing
            06:01 quiet
            06:00 unsuppressed
            06:00 page    asha slack
            """);
  }

  @Test
  void stopsAnEscalationThatIsUnderWay() {
    night()
        .timeline(
            """
            00:00 fires   db-down
            00:00 opened  checkout-1
            00:00 page    asha slack
            02:00 silence asha alertname=db-down until=30:00
            05:00 quiet
            05:00 suppressed
            30:00 quiet
            30:00 unsuppressed
            30:00 page    asha slack
            31:00 quiet
            """);
  }

  @Test
  void tellsTheRoomsThatAnEscalationStopped() {
    var night =
        night()
            .timeline(
                """
                00:00 fires   db-down
                00:00 opened  checkout-1
                00:00 page    asha slack
                02:00 silence asha alertname=db-down until=30:00
                05:00 quiet
                05:00 suppressed
                06:00 quiet
                """);

    assertThat(last(night, Assignment.class))
        .returns("suppressed", Assignment::getState)
        .returns("asha", Assignment::getBy)
        .returns(TestRoster.MIDNIGHT.plus(Duration.ofMinutes(30)), Assignment::getPatienceUntil);
  }

  @Test
  void leavesAnIncidentWithWhoHasItUntilTheAcknowledgementExpires() {
    var roster =
        TestRoster.shop()
            .policy(
                "tier-1",
                "error",
                p -> p.setAckExpiresMs(Duration.ofMinutes(10).toMillis()),
                TestRoster.step(Duration.ofMinutes(5), "schedule:primary"));
    Night.of(roster)
        .timeline(
            """
            00:00 fires   db-down
            00:00 opened  checkout-1
            00:00 page    asha slack
            01:00 ack     asha
            01:00 acknowledged asha
            02:00 silence bo alertname=db-down until=30:00
            11:00 quiet
            11:00 ack-expired asha
            11:00 suppressed
            30:00 quiet
            30:00 unsuppressed
            30:00 page    asha slack
            31:00 quiet
            """);
  }

  @Test
  void doesNotKeepAPersonFromPagingTheNext() {
    night()
        .timeline(
            """
            00:00 silence asha alertname=db-down until=30:00
            01:00 fires    db-down
            01:00 opened   checkout-1
            01:00 suppressed
            02:00 escalate carla
            02:00 escalated carla
            02:00 page     asha slack
            07:00 quiet
            07:00 page     bo slack
            08:00 quiet
            """);
  }

  @Test
  void canBeAcknowledgedMeanwhile() {
    night()
        .timeline(
            """
            00:00 silence asha alertname=db-down until=30:00
            01:00 fires   db-down
            01:00 opened  checkout-1
            01:00 suppressed
            02:00 ack     bo
            02:00 acknowledged bo
            40:00 quiet
            """);
  }

  @Test
  void holdsThroughARestart() {
    night()
        .timeline(
            """
            00:00 silence asha alertname=db-down until=30:00
            01:00 fires   db-down
            01:00 opened  checkout-1
            01:00 suppressed
            02:00 down 600
            31:00 quiet
            30:00 unsuppressed
            30:00 page    asha slack
            """);
  }

  private static Night night() {
    return Night.of(TestRoster.shop());
  }

  private static IncidentEvent suppressed(Night night) {
    return night.events.stream()
        .filter(event -> event.getType().equals("suppressed"))
        .reduce((first, last) -> last)
        .orElseThrow();
  }

  private static <T> T last(Night night, Class<T> kind) {
    return MachineRig.of(night.machine().effects, kind).getLast();
  }
}
