package dev.watchbill.escalation;

import static dev.watchbill.escalation.TestRoster.MIDNIGHT;
import static dev.watchbill.escalation.TestRoster.step;
import static dev.watchbill.escalation.TestRoster.target;

import dev.watchbill.schemas.PolicyStep;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How many must acknowledge, what it is worth, and for how long. */
class AcknowledgementTimelineTest {
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  @Test
  void leavesAloneWhoeverAcknowledgedWhileOthersMustStill() {
    Night.of(
            twoOf("person:asha", "person:bo")
                .person(
                    "asha",
                    p ->
                        p.setContacts(java.util.Map.of("slack", "U", "phone", "+49"))
                            .setNotifyHigh(
                                List.of(
                                    new dev.watchbill.schemas.NotifyRule("slack", 0L),
                                    new dev.watchbill.schemas.NotifyRule("sms", 120_000L)))))
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha slack
            00:00 page   bo slack
            01:00 ack    asha
            01:00 acknowledged asha
            05:00 page   cto slack
            06:00 quiet
            """);
  }

  @Test
  void asksForNoMoreAcknowledgementsThanItPagesPeople() {
    Night.of(twoOf("schedule:primary"))
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha slack
            01:00 ack    asha
            01:00 acknowledged asha
            30:00 quiet
            """);
  }

  @Test
  void countsWhoAcknowledgesThoughNobodyPagedThem() {
    Night.of(twoOf("person:asha", "person:bo"))
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha slack
            00:00 page   bo slack
            01:00 ack    asha
            01:00 acknowledged asha
            02:00 ack    carla
            02:00 acknowledged carla
            30:00 quiet
            """);
  }

  @Test
  void countsASendersAcknowledgementAsOneOfSeveral() {
    Night.of(twoOf("person:asha", "person:bo"))
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha slack
            00:00 page   bo slack
            01:00 claims db-down by=asha
            01:00 acknowledged asha
            02:00 claims db-down by=asha
            05:00 page   cto slack
            06:00 quiet
            """);
  }

  @Test
  void renewsWhatItsSenderAcknowledgesAgain() {
    Night.of(expiring())
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha slack
            01:00 claims db-down by=bo
            01:00 acknowledged bo
            09:00 claims db-down by=bo
            09:00 already bo
            19:00 ack-expired bo
            19:00 page   bo slack
            20:00 quiet
            """);
  }

  @Test
  void isNotRenewedBySomebodyElsesAcknowledgement() {
    Night.of(expiring())
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha slack
            01:00 ack    asha
            01:00 acknowledged asha
            09:00 ack    bo
            09:00 already bo
            11:00 ack-expired asha
            11:00 page   asha slack
            12:00 quiet
            """);
  }

  @Test
  void neverExpiresWhereThePolicySaysSo() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00  fires  db-down
            00:00  opened checkout-1
            00:00  page   asha slack
            01:00  ack    asha
            01:00  acknowledged asha
            900:00 quiet
            """);
  }

  @Test
  void asksWhoIsOnCallNowAlsoWhereAnEarlierStepHadPagedWhoAcknowledged() {
    Night.of(
            expiring()
                .nobodyOnCall("primary")
                .onCall("primary", "asha", MIDNIGHT.minusSeconds(9), MIDNIGHT.plusSeconds(600))
                .onCall("primary", "carla", MIDNIGHT.plusSeconds(600), MIDNIGHT.plusSeconds(9999)))
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha slack
            05:00 page   bo slack
            07:00 ack    asha
            07:00 acknowledged asha
            17:00 ack-expired asha
            17:00 page   carla slack
            18:00 quiet
            """);
  }

  @Test
  void asksWhoIsOnCallNowAlsoWhereTheySnoozedIt() {
    Night.of(
            expiring()
                .nobodyOnCall("primary")
                .onCall("primary", "asha", MIDNIGHT.minusSeconds(9), MIDNIGHT.plusSeconds(600))
                .onCall("primary", "carla", MIDNIGHT.plusSeconds(600), MIDNIGHT.plusSeconds(9999)))
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha slack
            01:00 snooze asha until=20:00
            01:00 snoozed asha
            20:00 unsnoozed asha
            20:00 page   carla slack
            21:00 quiet
            """);
  }

  @Test
  void asksThemAgainWhereNobodyTookTheirWatchOver() {
    Night.of(
            expiring()
                .nobodyOnCall("primary")
                .onCall("primary", "asha", MIDNIGHT.minusSeconds(9), MIDNIGHT.plusSeconds(600)))
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha slack
            01:00 ack    asha
            01:00 acknowledged asha
            11:00 ack-expired asha
            11:00 page   asha slack
            16:00 page   bo slack
            17:00 quiet
            """);
  }

  @Test
  void goesOnWhereWhoeverHasItCannotBeToldThatItGotWorse() {
    Night.of(
            TestRoster.shop()
                .person("asha", p -> p.setContacts(java.util.Map.of("email", "a@b.c")))
                .person(
                    "asha",
                    p ->
                        p.setNotifyHigh(
                            List.of(new dev.watchbill.schemas.NotifyRule("email", 0L)))))
        .timeline(
            """
            00:00 fires  db-1 warning group=db name=Slow
            00:00 opened checkout-1
            00:00 page   asha email
            01:00 ack    asha
            01:00 acknowledged asha
            02:00 quiet
            """)
        .failing("email")
        .timeline(
            """
            02:00 fires  db-1 critical group=db name=Slow
            02:00 raised critical
            02:00 page   asha email
            02:00 page   asha inbox
            02:00 page   bo slack
            12:00 page   cto slack
            13:00 quiet
            """);
  }

  private static TestRoster twoOf(String... targets) {
    return policy(step(FIVE_MINUTES, s -> s.setAcks(2), targets));
  }

  private static TestRoster policy(PolicyStep... steps) {
    return TestRoster.shop()
        .policy("tier-1", "error", p -> p.setFinallyTargets(List.of(target("person:cto"))), steps);
  }

  private static TestRoster expiring() {
    return TestRoster.shop()
        .policy(
            "tier-1",
            "error",
            p -> p.setAckExpiresMs(600_000).setFinallyTargets(List.of(target("person:cto"))),
            step(FIVE_MINUTES, "schedule:primary"),
            step(Duration.ofMinutes(10), "schedule:secondary"));
  }

  @Test
  void startsTheNewPolicyWhereWhoeverHasItIsNobodyOfTheRoster() {
    Night.of(
            TestRoster.shop()
                .policy(
                    "tier-1",
                    "critical",
                    p -> p,
                    step(Duration.ofMinutes(5), "schedule:secondary")))
        .timeline(
            """
            00:00 fires  db-1 warning group=db name=Slow
            00:00 opened checkout-1
            00:00 page   asha slack
            01:00 claims db-1 group=db by=someone@example.com
            01:00 acknowledged someone@example.com
            02:00 fires  db-2 critical group=db name=Slow
            02:00 joined checkout-1
            02:00 raised critical
            02:00 page   bo slack
            03:00 ack    bo
            03:00 acknowledged bo
            04:00 quiet
            """);
  }

  @Test
  void startsThePolicyAgainEvenWhereTheRulesAreTheSame() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires  db-down warning
            00:00 opened checkout-1
            00:00 page   asha slack
            01:00 claims db-down by=someone@example.com
            01:00 acknowledged someone@example.com
            02:00 does   db-down critical status=updated rated=P1
            02:00 raised critical
            02:00 page   asha slack
            07:00 page   bo slack
            08:00 quiet
            """);
  }

  @Test
  void pagesTheFallbackWithWhoeverIsAskedAgainAndCannotBeReached() {
    Night.of(
            TestRoster.shop()
                .person("asha", p -> p.setContacts(Map.of()))
                .policy(
                    "tier-1",
                    "error",
                    p -> p.setAckExpiresMs(600_000),
                    step(Duration.ofMinutes(5), "schedule:primary"),
                    step(Duration.ofMinutes(10), "schedule:secondary")))
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha inbox
            00:00 page   cto slack
            01:00 ack    asha
            01:00 acknowledged asha
            11:00 ack-expired asha
            11:00 page   asha inbox
            11:00 page   cto slack
            16:00 page   bo slack
            17:00 quiet
            """);
  }

  @Test
  void asksWhoIsOnCallNowWhereWhoeverItWasGivenToIsOffDuty() {
    Night.of(
            expiring()
                .nobodyOnCall("secondary")
                .onCall("secondary", "bo", MIDNIGHT.minusSeconds(9), MIDNIGHT.plusSeconds(600))
                .onCall(
                    "secondary", "carla", MIDNIGHT.plusSeconds(600), MIDNIGHT.plusSeconds(9999)))
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha slack
            01:00 give   asha to=bo
            01:00 reassigned bo
            01:00 page   bo slack
            02:00 ack    bo
            02:00 acknowledged bo
            12:00 ack-expired bo
            12:00 page   carla slack
            13:00 quiet
            """);
  }

  @Test
  void asksWhoIsOnCallNowWhereWhoeverHelpsTookItAndIsOffDuty() {
    Night.of(
            expiring()
                .nobodyOnCall("primary")
                .onCall("primary", "asha", MIDNIGHT.minusSeconds(9), MIDNIGHT.plusSeconds(600))
                .onCall("primary", "carla", MIDNIGHT.plusSeconds(600), MIDNIGHT.plusSeconds(9999)))
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha slack
            01:00 help   bo to=asha
            01:00 responder-added asha
            01:00 page   asha slack
            02:00 ack    asha
            02:00 acknowledged asha
            12:00 ack-expired asha
            12:00 page   carla slack
            13:00 quiet
            """);
  }

  @Test
  void asksThemAgainWhomThePolicyNamesByNameWhateverTheirShifts() {
    Night.of(
            expiring()
                .policy(
                    "tier-1",
                    "error",
                    p -> p.setAckExpiresMs(Duration.ofMinutes(10).toMillis()),
                    step(Duration.ofMinutes(5), "person:asha"),
                    step(Duration.ofMinutes(5), "schedule:primary"))
                .nobodyOnCall("primary")
                .onCall("primary", "asha", MIDNIGHT.minusSeconds(9), MIDNIGHT.plusSeconds(600))
                .onCall("primary", "carla", MIDNIGHT.plusSeconds(600), MIDNIGHT.plusSeconds(9999)))
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha slack
            02:00 ack    asha
            02:00 acknowledged asha
            12:00 ack-expired asha
            12:00 page   asha slack
            13:00 quiet
            """);
  }
}
