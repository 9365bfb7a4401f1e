package dev.watchbill.escalation;

import static dev.watchbill.escalation.TestRoster.MIDNIGHT;
import static dev.watchbill.escalation.TestRoster.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.IncidentEvent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What people do, and that each of it has one outcome. */
class ResponseTimelineTest {
  private static final String OPEN =
      """
      00:00 fires  db-down
      00:00 opened checkout-1
      00:00 page   asha slack
      """;

  @Test
  void answersASecondAcknowledgementWithAlready() {
    var night =
        Night.of(TestRoster.shop())
            .timeline(
                OPEN
                    + """
                    01:00 ack    asha
                    01:00 acknowledged asha
                    02:00 ack    bo
                    02:00 already bo
                    03:00 quiet
                    """);

    assertThat(night.events.getLast().getWhy()).isEqualTo("asha has it since Mon 00:01:00 UTC");
  }

  @Test
  void answersTheSameResponseTwiceWithAlready() {
    Night.of(TestRoster.shop())
        .timeline(
            OPEN
                + """
                01:00 note   asha id=twice
                01:00 noted  asha
                01:01 note   asha id=twice
                01:01 already asha
                02:00 quiet
                """);
  }

  @Test
  void answersForAnIncidentNobodyKnows() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 ack    asha incident=checkout-9
            00:00 unknown asha in checkout-9
            01:00 quiet
            """);
  }

  @Test
  void refusesToAcknowledgeWhatIsResolvedAndSaysWhen() {
    var night =
        Night.of(TestRoster.shop())
            .timeline(
                OPEN
                    + """
                    01:00 ends    db-down
                    01:00 resolved source
                    02:00 ack     bo
                    02:00 refused bo
                    02:30 resolve bo
                    02:30 already bo
                    20:00 ack     bo
                    20:00 refused bo
                    20:30 resolve bo
                    20:30 already bo
                    21:00 quiet
                    """);

    assertThat(night.events)
        .filteredOn(event -> event.getType().equals("refused"))
        .extracting(IncidentEvent::getWhy)
        .first()
        .isEqualTo(
            "Expected to acknowledge incident 'checkout-1', but it was resolved at 2026-01-05T00:01:00Z");
  }

  @Test
  void callsBackPagesOnTheirWayWhenSomebodyAcknowledges() {
    Night.of(TestRoster.shop())
        .silent("slack")
        .timeline(
            OPEN
                + """
                01:00 ack    asha
                01:00 acknowledged asha
                01:00 cancel asha slack
                30:00 quiet
                """);
  }

  @Test
  void asksAgainWhenAnAcknowledgementExpiresAndThenGoesOn() {
    Night.of(expiring())
        .timeline(
            OPEN
                + """
                01:00 ack    asha
                01:00 acknowledged asha
                11:00 ack-expired asha
                11:00 page   asha slack
                16:00 page   bo slack
                17:00 quiet
                """);
  }

  @Test
  void runsTheStepAgainWhenTheAcknowledgementOfAMachineExpires() {
    Night.of(expiring())
        .timeline(
            OPEN
                + """
                01:00 ack    token:ci
                01:00 acknowledged token:ci
                11:00 ack-expired token:ci
                11:00 page   asha slack
                16:00 page   bo slack
                17:00 quiet
                """);
  }

  @Test
  void countsANoteAndARenewedAcknowledgementAsWorkingOnIt() {
    Night.of(expiring())
        .timeline(
            OPEN
                + """
                01:00 ack    asha
                01:00 acknowledged asha
                09:00 note   asha
                09:00 noted  asha
                18:00 ack    asha
                18:00 already asha
                28:00 ack-expired asha
                28:00 page   asha slack
                29:00 quiet
                """);
  }

  @Test
  void asksWhoIsOnCallNowWhenTheAcknowledgerIsOffDuty() {
    Night.of(
            expiring()
                .nobodyOnCall("primary")
                .onCall("primary", "asha", MIDNIGHT.minusSeconds(9), MIDNIGHT.plusSeconds(300))
                .onCall("primary", "carla", MIDNIGHT.plusSeconds(300), MIDNIGHT.plusSeconds(9999)))
        .timeline(
            OPEN
                + """
                01:00 ack    asha
                01:00 acknowledged asha
                11:00 ack-expired asha
                11:00 page   carla slack
                16:00 page   bo slack
                17:00 quiet
                """);
  }

  @Test
  void sleepsUntilTheSnoozeIsOver() {
    Night.of(TestRoster.shop())
        .timeline(
            OPEN
                + """
                01:00 snooze asha until=40:00
                01:00 snoozed asha
                40:00 unsnoozed asha
                40:00 page   asha slack
                45:00 page   bo slack
                46:00 quiet
                """);
  }

  @Test
  void refusesToSnoozeIntoThePast() {
    Night.of(TestRoster.shop())
        .timeline(
            OPEN
                + """
                01:00 snooze asha until=00:30
                01:00 refused asha
                01:30 snooze asha
                01:30 refused asha
                02:00 quiet
                """);
  }

  @Test
  void wakesASnoozedIncidentThatGetsMoreSevere() {
    Night.of(
            TestRoster.shop()
                .policy("tier-1", "critical", p -> p, step(Duration.ofHours(1), "person:carla")))
        .timeline(
            OPEN
                + """
                01:00 snooze asha until=40:00
                01:00 snoozed asha
                02:00 fires  db-down critical
                02:00 raised critical
                02:00 page   carla slack
                03:00 quiet
                """);
  }

  @Test
  void pagesWhoeverItIsGivenTo() {
    Night.of(TestRoster.shop())
        .timeline(
            OPEN
                + """
                01:00 ack    asha
                01:00 acknowledged asha
                02:00 give   asha to=carla
                02:00 reassigned carla
                02:00 page   carla slack
                03:00 ack    carla
                03:00 acknowledged carla
                30:00 quiet
                """);
  }

  @Test
  void goesOnWhenTheyDoNotTakeIt() {
    Night.of(TestRoster.shop())
        .timeline(
            OPEN
                + """
                02:00 give   asha to=carla
                02:00 reassigned carla
                02:00 page   carla slack
                07:00 page   bo slack
                08:00 quiet
                """);
  }

  @Test
  void refusesToGiveItToSomebodyNobodyKnows() {
    Night.of(TestRoster.shop())
        .timeline(
            OPEN
                + """
                02:00 give   asha to=zoe
                02:00 refused asha
                02:30 give   asha
                02:30 refused asha
                03:00 quiet
                """);
  }

  @Test
  void firesTheNextStepAtOnceWhenSomebodyEscalates() {
    Night.of(TestRoster.shop())
        .timeline(
            OPEN
                + """
                01:00 ack    asha
                01:00 acknowledged asha
                02:00 escalate asha
                02:00 escalated asha
                02:00 page   bo slack
                12:00 page   cto slack
                13:00 quiet
                """);
  }

  @Test
  void isResolvedByAPersonAtAnyTime() {
    Night.of(TestRoster.shop())
        .timeline(
            OPEN
                + """
                02:00 resolve carla
                02:00 resolved carla
                30:00 quiet
                """);
  }

  @Test
  void refusesWhatItDoesNotKnowHowToDo() {
    var night = Night.of(TestRoster.shop()).timeline(OPEN + "00:01 quiet");

    night
        .machine()
        .response(
            dev.watchbill.schemas.Response.newBuilder()
                .setId("r")
                .setIncident("checkout-1")
                .setService("checkout")
                .setAction("explode")
                .build());

    assertThat(night.machine().drain().events())
        .extracting(IncidentEvent::getOutcome, IncidentEvent::getWhy)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "refused",
                "Expected acknowledge, resolve, escalate, reassign, add-responder, snooze or note, but got 'explode'"));
  }

  private static TestRoster expiring() {
    return TestRoster.shop()
        .policy(
            "tier-1",
            "error",
            p -> p.setAckExpiresMs(Duration.ofMinutes(10).toMillis()),
            step(Duration.ofMinutes(5), "schedule:primary"),
            step(Duration.ofMinutes(10), "schedule:secondary"));
  }

  @Test
  void pagesTheFallbackWhereSomebodyEscalatesWhatIsNotUrgentPastItsLastStep() {
    Night.of(
            TestRoster.shop()
                .policy(
                    "tier-1",
                    "warning",
                    p -> p.setUrgency("low"),
                    step(Duration.ofHours(1), "schedule:primary")))
        .timeline(
            """
            00:00 fires   disk-slow warning
            00:00 opened  checkout-1
            00:00 page    asha slack
            10:00 ack     asha
            10:00 acknowledged asha
            15:00 escalate asha
            15:00 escalated asha
            15:00 page    cto slack
            45:00 page    cto slack
            46:00 ack     cto
            46:00 acknowledged cto
            80:00 quiet
            """);
  }

  @Test
  void pagesTheFallbackAlsoWhereNobodyHasItYet() {
    Night.of(
            TestRoster.shop()
                .policy(
                    "tier-1",
                    "warning",
                    p -> p.setUrgency("low"),
                    step(Duration.ofHours(1), "schedule:primary")))
        .timeline(
            """
            00:00 fires   disk-slow warning
            00:00 opened  checkout-1
            00:00 page    asha slack
            05:00 escalate bo
            05:00 escalated bo
            05:00 page    cto slack
            06:00 quiet
            """);
  }
}
