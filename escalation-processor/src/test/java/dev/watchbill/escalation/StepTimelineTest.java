package dev.watchbill.escalation;

import static dev.watchbill.escalation.TestRoster.MIDNIGHT;
import static dev.watchbill.escalation.TestRoster.step;
import static dev.watchbill.escalation.TestRoster.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.ChatChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom the steps of a policy page, and when. */
class StepTimelineTest {
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  @Test
  void pagesTheNextStepWhenNobodyAcknowledgesInTime() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00  fires  db-down
            00:00  opened checkout-1
            00:00  page   asha slack
            05:00  page   bo slack
            07:00  ack    bo
            07:00  acknowledged bo
            60:00  quiet
            """);
  }

  @Test
  void pagesTheEndOfTheLineEveryHalfHourUntilSomebodyActs() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00  fires  db-down
            00:00  opened checkout-1
            00:00  page   asha slack
            05:00  page   bo slack
            15:00  page   cto slack
            45:00  page   cto slack
            75:00  page   cto slack
            76:00  ack    cto
            76:00  acknowledged cto
            150:00 quiet
            """);
  }

  @Test
  void runsTheStepsAgainAsOftenAsThePolicyRepeats() {
    Night.of(
            policy(
                p -> p.setRepeat(1).setFinallyTargets(List.of(target("person:cto"))),
                step(FIVE_MINUTES, "schedule:primary"),
                step(FIVE_MINUTES, "schedule:secondary")))
        .timeline(
            """
            00:00  fires  db-down
            00:00  opened checkout-1
            00:00  page   asha slack
            05:00  page   bo slack
            10:00  page   asha slack
            15:00  page   bo slack
            20:00  page   cto slack
            21:00  quiet
            """);
  }

  @Test
  void skipsAStepWithNobodyOnCallAtOnce() {
    Night.of(TestRoster.shop().nobodyOnCall("primary"))
        .timeline(
            """
            00:00  fires  db-down
            00:00  opened checkout-1
            00:00  skipped 1
            00:00  page   bo slack
            10:00  page   cto slack
            11:00  quiet
            """);
  }

  @Test
  void pagesTheFallbackWhenNoStepHasAnybody() {
    Night.of(TestRoster.shop().nobodyOnCall("primary").nobodyOnCall("secondary"))
        .timeline(
            """
            00:00  fires  db-down
            00:00  opened checkout-1
            00:00  skipped 1
            00:00  skipped 2
            00:00  page   cto slack
            10:00  page   cto slack
            40:00  page   cto slack
            41:00  quiet
            """);
  }

  @Test
  void pagesTheFallbackForAServiceNobodyKnowsAndSaysWhy() {
    var night =
        Night.of(TestRoster.shop())
            .timeline(
                """
                00:00  fires  db-down service=unknown
                00:00  opened unknown-1
                00:00  page   cto slack
                01:00  quiet
                """);

    assertThat(night.events.getFirst().getWhy())
        .isEqualTo("there is no service 'unknown': the fallback policy 'anyone' pages");
  }

  @Test
  void pagesTheAdminsWhereThereIsNoFallback() {
    Night.of(TestRoster.shop().organization(o -> o.setFallbackPolicy(null)))
        .timeline(
            """
            00:00  fires  db-down service=unknown
            00:00  opened unknown-1
            00:00  page   cto slack
            30:00  page   cto slack
            31:00  quiet
            """);
  }

  @Test
  void pagesEverybodyWhereThereIsNoFallbackAndNoAdmin() {
    Night.of(TestRoster.shop().organization(o -> o.setFallbackPolicy(null).setRoles(Map.of())))
        .timeline(
            """
            00:00  fires  db-down service=unknown
            00:00  opened unknown-1
            00:00  page   asha slack
            00:00  page   bo slack
            00:00  page   carla slack
            00:00  page   cto slack
            01:00  quiet
            """);
  }

  @Test
  void leavesALowUrgencyIncidentToItsTeamAfterTheLastStep() {
    Night.of(policy(p -> p.setUrgency("low"), step(FIVE_MINUTES, "schedule:primary")))
        .timeline(
            """
            00:00  fires  db-down
            00:00  opened checkout-1
            00:00  page   asha slack
            05:00  not-paged
            90:00  quiet
            """);
  }

  @Test
  void pagesTheFallbackAtTheEndOfAHighUrgencyPolicyThatNamesNobody() {
    Night.of(policy(p -> p, step(FIVE_MINUTES, "schedule:primary")))
        .timeline(
            """
            00:00  fires  db-down
            00:00  opened checkout-1
            00:00  page   asha slack
            05:00  page   cto slack
            06:00  quiet
            """);
  }

  @Test
  void waitsForAsManyAcknowledgementsAsTheStepAsksFor() {
    Night.of(
            policy(
                p -> p.setFinallyTargets(List.of(target("person:cto"))),
                step(FIVE_MINUTES, s -> s.setAcks(2), "team:payments")))
        .timeline(
            """
            00:00  fires  db-down
            00:00  opened checkout-1
            00:00  page   asha slack
            00:00  page   bo slack
            00:00  page   carla slack
            01:00  ack    asha
            01:00  acknowledged asha
            02:00  ack    asha
            02:00  already asha
            03:00  ack    bo
            03:00  acknowledged bo
            30:00  quiet
            """);
  }

  @Test
  void goesOnWhenTooFewAcknowledge() {
    Night.of(
            policy(
                p -> p.setFinallyTargets(List.of(target("person:cto"))),
                step(FIVE_MINUTES, s -> s.setAcks(2), "team:payments")))
        .timeline(
            """
            00:00  fires  db-down
            00:00  opened checkout-1
            00:00  page   asha slack
            00:00  page   bo slack
            00:00  page   carla slack
            01:00  ack    asha
            01:00  acknowledged asha
            05:00  page   cto slack
            06:00  quiet
            """);
  }

  @Test
  void pagesTheNextMemberWithEachIncident() {
    Night.of(policy(p -> p, step(Duration.ofHours(2), s -> s.setRoundRobin(true), "team:payments")))
        .timeline(
            """
            00:00  fires  a
            00:00  opened checkout-1
            00:00  page   asha slack
            01:00  fires  b
            01:00  opened checkout-2
            01:00  page   bo slack in checkout-2
            02:00  fires  c
            02:00  opened checkout-3
            02:00  page   carla slack in checkout-3
            03:00  fires  d
            03:00  opened checkout-4
            03:00  page   asha slack in checkout-4
            04:00  quiet
            """);
  }

  @Test
  void waitsTheDelayBeforeAStep() {
    Night.of(
            policy(
                p -> p.setFinallyTargets(List.of(target("person:cto"))),
                step(FIVE_MINUTES, "schedule:primary"),
                step(
                    FIVE_MINUTES,
                    s -> s.setDelayMs(Duration.ofMinutes(2).toMillis()),
                    "schedule:secondary")))
        .timeline(
            """
            00:00  fires  db-down
            00:00  opened checkout-1
            00:00  page   asha slack
            07:00  page   bo slack
            12:00  page   cto slack
            13:00  quiet
            """);
  }

  @Test
  void pagesWhoeverIsAwake() {
    Night.of(
            policy(p -> p, step(FIVE_MINUTES, "awake-of:primary,secondary"))
                .person("asha", p -> p.setWakingFrom("07:00").setWakingTo("23:00"))
                .person(
                    "bo",
                    p ->
                        p.setTimezone("America/Los_Angeles")
                            .setWakingFrom("07:00")
                            .setWakingTo("23:00")))
        .timeline(
            """
            00:00  fires  db-down
            00:00  opened checkout-1
            00:00  page   bo slack
            01:00  quiet
            """);
  }

  @Test
  void takesWhoeverStatesNoWakingHoursToSleepAtNight() {
    Night.of(
            policy(p -> p, step(FIVE_MINUTES, "awake-of:primary,secondary"))
                .person("bo", p -> p.setTimezone("America/Los_Angeles")))
        .timeline(
            """
            00:00  fires  db-down
            00:00  opened checkout-1
            00:00  page   bo slack
            01:00  quiet
            """);
  }

  @Test
  void pagesTheFirstWithAnybodyWhereNobodyIsAwake() {
    Night.of(
            policy(p -> p, step(FIVE_MINUTES, "awake-of:primary,secondary"))
                .person("asha", p -> p.setWakingFrom("07:00").setWakingTo("23:00"))
                .person("bo", p -> p.setWakingFrom("07:00").setWakingTo("23:00")))
        .timeline(
            """
            00:00  fires  db-down
            00:00  opened checkout-1
            00:00  page   asha slack
            01:00  quiet
            """);
  }

  @Test
  void usesTheChannelsAStepInsistsOn() {
    Night.of(
            policy(
                    p -> p,
                    step(FIVE_MINUTES, s -> s.setVia(List.of("call", "email")), "team:payments"))
                .person("asha", p -> p.setContacts(Map.of("phone", "+49", "email", "a@b.c")))
                .person("carla", p -> p.setContacts(Map.of("email", "c@b.c"))))
        .timeline(
            """
            00:00  fires  db-down
            00:00  opened checkout-1
            00:00  page   asha call
            00:00  page   asha email
            00:00  page   bo slack
            00:00  page   carla email
            01:00  quiet
            """);
  }

  @Test
  void showsTheIncidentInTheChatChannelsOfItsSteps() {
    var night =
        Night.of(
                policy(
                        p -> p,
                        step(FIVE_MINUTES, "channel:service", "schedule:primary"),
                        step(FIVE_MINUTES, "channel:slack:#all"))
                    .service(
                        "checkout",
                        s ->
                            s.setTeam("payments")
                                .setPolicy("tier-1")
                                .setChat(Map.of("slack", "#payments"))))
            .timeline(
                """
                00:00  fires  db-down
                00:00  opened checkout-1
                00:00  page   asha slack
                06:00  quiet
                """);

    var last = MachineRig.of(night.machine().effects, Assignment.class).getLast();

    assertThat(last.getStep()).isEqualTo(2);
    assertThat(last.getChannels())
        .containsExactly(new ChatChannel("slack", "#payments"), new ChatChannel("slack", "#all"));
  }

  @Test
  void followsThePolicyOfItsOpeningWhateverTheRosterSaysLater() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00  fires  db-down
            00:00  opened checkout-1
            00:00  page   asha slack
            01:00  quiet
            """)
        .roster(policy(p -> p, step(Duration.ofHours(9), "person:carla")).version("v2"))
        .timeline(
            """
            05:00  page   bo slack
            15:00  page   cto slack
            16:00  fires  another
            16:00  opened checkout-2
            16:00  page   carla slack in checkout-2
            17:00  quiet
            """);
  }

  @Test
  void looksUpWhoIsOnCallWhenAStepFires() {
    Night.of(
            TestRoster.shop()
                .nobodyOnCall("secondary")
                .onCall("secondary", "bo", MIDNIGHT.minusSeconds(9), MIDNIGHT.plusSeconds(200))
                .onCall(
                    "secondary", "carla", MIDNIGHT.plusSeconds(200), MIDNIGHT.plusSeconds(9999)))
        .timeline(
            """
            00:00  fires  db-down
            00:00  opened checkout-1
            00:00  page   asha slack
            05:00  page   carla slack
            06:00  quiet
            """);
  }

  @Test
  void pagesTheIncomingPersonAtAHandoffOfTheScheduleItWaitsFor() {
    Night.of(
            TestRoster.shop()
                .nobodyOnCall("primary")
                .onCall("primary", "asha", MIDNIGHT.minusSeconds(9), MIDNIGHT.plusSeconds(120))
                .onCall("primary", "carla", MIDNIGHT.plusSeconds(120), MIDNIGHT.plusSeconds(9999)))
        .timeline(
            """
            00:00  fires  db-down
            00:00  opened checkout-1
            00:00  page   asha slack
            02:00  page   carla slack
            05:00  page   bo slack
            06:00  quiet
            """);
  }

  @Test
  void pagesNobodyAtAHandoffOfAnAcknowledgedIncident() {
    Night.of(
            TestRoster.shop()
                .nobodyOnCall("primary")
                .onCall("primary", "asha", MIDNIGHT.minusSeconds(9), MIDNIGHT.plusSeconds(120))
                .onCall("primary", "carla", MIDNIGHT.plusSeconds(120), MIDNIGHT.plusSeconds(9999)))
        .timeline(
            """
            00:00  fires  db-down
            00:00  opened checkout-1
            00:00  page   asha slack
            01:00  ack    asha
            01:00  acknowledged asha
            30:00  quiet
            """);
  }

  @Test
  void makesOnePageForEachPersonOfTheStepsAnOutageOverslept() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00  fires  db-down
            00:00  opened checkout-1
            00:00  page   asha slack
            01:00  down   3600
            61:00  page   bo slack
            61:00  page   cto slack
            91:00  page   cto slack
            92:00  quiet
            """);
  }

  @Test
  void countsPatienceFromTheDeadlineNotFromALateTimer() {
    var night = Night.of(TestRoster.shop());
    night.timeline(
        """
        00:00  fires  db-down
        00:00  opened checkout-1
        00:00  page   asha slack
        04:00  down   90
        05:30  page   bo slack
        15:00  page   cto slack
        16:00  quiet
        """);
  }

  @Test
  void saysWhatLiesAheadAndWhoThatWouldBeNow() {
    var night =
        Night.of(TestRoster.shop())
            .timeline(
                """
                00:00  fires  db-down
                00:00  opened checkout-1
                00:00  page   asha slack
                00:01  quiet
                """);

    var path = MachineRig.of(night.machine().effects, Assignment.class).getFirst().getPath();

    assertThat(path)
        .extracting(s -> s.getStep() + " " + s.getAt() + " " + s.getTargets() + s.getPeople())
        .containsExactly(
            "2 2026-01-05T00:05:00Z [schedule:secondary][bo]",
            "-1 2026-01-05T00:15:00Z [person:cto][cto]");
  }

  @Test
  void namesTheFallbacksTargetsWhereAPolicyHasNoEnd() {
    var night =
        Night.of(
                TestRoster.shop()
                    .policy(
                        "tier-1",
                        "error",
                        rules -> rules,
                        step(Duration.ofMinutes(5), "schedule:primary")))
            .timeline(
                """
                00:00  fires  db-down
                00:00  opened checkout-1
                00:00  page   asha slack
                00:01  quiet
                """);

    var path = MachineRig.of(night.machine().effects, Assignment.class).getFirst().getPath();

    assertThat(path)
        .extracting(s -> s.getStep() + " " + s.getTargets() + s.getPeople())
        .containsExactly("-1 [person:cto][cto]");
  }

  @Test
  void namesAFewOnlyWhereEverybodyIsTheEnd() {
    var roster =
        TestRoster.shop()
            .organization(o -> o.setFallbackPolicy(null).setRoles(Map.of()))
            .policy(
                "tier-1", "error", rules -> rules, step(Duration.ofMinutes(5), "schedule:primary"));
    IntStream.range(0, 1_000).forEach(number -> roster.person("p" + number));
    var night =
        Night.of(roster)
            .timeline(
                """
                00:00  fires  db-down
                00:00  opened checkout-1
                00:00  page   asha slack
                00:01  quiet
                """);

    var path = MachineRig.of(night.machine().effects, Assignment.class).getFirst().getPath();

    assertThat(path)
        .extracting(s -> s.getTargets())
        .containsExactly(List.of("an admin, or everybody"));
    assertThat(path.getFirst().getPeople()).hasSize(20).startsWith("asha", "bo", "carla");
  }

  @Test
  void saysInThePageEverythingOneNeedsToKnow() {
    var night =
        Night.of(
                TestRoster.shop()
                    .service(
                        "checkout",
                        s ->
                            s.setTeam("payments").setPolicy("tier-1").setRunbook("https://wiki/x")))
            .timeline(
                """
                00:00  fires  db-down
                00:00  opened checkout-1
                00:00  page   asha slack
                00:01  quiet
                """);

    assertThat(night.pages.getFirst().getText())
        .isEqualTo(
            """
            [ERROR] checkout: db-down (checkout-1)
            Since Mon 00:00:00 UTC, 1 alert
            Runbook: https://wiki/x
            Why now: service 'checkout' names policy 'tier-1'.
            Why you: on call in primary.
            Nobody else was paged.
            If nobody acknowledges, bo is paged at Mon 00:05:00 UTC.\
            """);
  }

  private static TestRoster policy(
      UnaryOperator<dev.watchbill.schemas.SeverityPolicy.Builder> change,
      dev.watchbill.schemas.PolicyStep... steps) {
    return TestRoster.shop().policy("tier-1", "error", change, steps);
  }

  @Test
  void pagesNobodyWhereNobodyIsOnCallAndTheFallbackSaysNone() {
    var night =
        Night.of(
                TestRoster.shop()
                    .policy("anyone", "info", p -> p.setPagesNobody(true))
                    .policy(
                        "tier-1",
                        "info",
                        p -> p.setUrgency("low"),
                        step(Duration.ofMinutes(5), "schedule:primary"))
                    .nobodyOnCall("primary"))
            .timeline(
                """
                00:00 fires  db-slow info
                00:00 opened checkout-1
                00:00 skipped 1
                00:00 not-paged
                90:00 quiet
                """);

    assertThat(night.events.getLast().getWhy())
        .isEqualTo(
            "policy 'anyone' pages nobody for info; no step of policy 'tier-1' has anybody on call");
  }

  @Test
  void pagesTheLastResortWhereSomebodyEscalatesThat() {
    Night.of(
            TestRoster.shop()
                .policy("anyone", "info", p -> p.setPagesNobody(true))
                .policy(
                    "tier-1",
                    "info",
                    p -> p.setUrgency("low"),
                    step(Duration.ofMinutes(5), "schedule:primary"))
                .nobodyOnCall("primary"))
        .timeline(
            """
            00:00 fires  db-slow info
            00:00 opened checkout-1
            00:00 skipped 1
            00:00 not-paged
            01:00 escalate asha
            01:00 escalated asha
            01:00 skipped 1
            01:00 page   cto slack
            02:00 quiet
            """);
  }

  @ParameterizedTest
  @CsvSource({"high", "low"})
  void pagesTheFallbackWhereThatGetsMoreSevereByTheSameRules(String urgency) {
    Night.of(
            TestRoster.shop()
                .policy("anyone", "info", p -> p.setPagesNobody(true))
                .policy(
                    "tier-1",
                    "error",
                    p -> p.setUrgency(urgency),
                    step(Duration.ofMinutes(5), "schedule:primary"))
                .nobodyOnCall("primary"))
        .timeline(
            """
            00:00 fires  db-slow info
            00:00 opened checkout-1
            00:00 skipped 1
            00:00 not-paged
            05:00 fires  db-slow error
            05:00 raised error
            05:00 skipped 1
            05:00 page   cto slack
            06:00 quiet
            """);
  }
}
