package dev.watchbill.escalation;

import static dev.watchbill.escalation.TestRoster.step;
import static dev.watchbill.escalation.TestRoster.target;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Steps that go round: with each incident that reaches them, the next member. */
class TurnsTimelineTest {
  private static final Duration AN_HOUR = Duration.ofHours(1);

  @Test
  void otherIncidentsOfTheServiceUseUpNobodysTurn() {
    Night.of(
            goingRound()
                .policy("tier-1", "warning", p -> p.setUrgency("low"), step(AN_HOUR, "person:cto")))
        .timeline(
            """
            00:00 fires  a critical
            00:00 opened checkout-1
            00:00 page   asha slack
            01:00 fires  b warning
            01:00 opened checkout-2
            01:00 page   cto slack in checkout-2
            02:00 fires  c critical
            02:00 opened checkout-3
            02:00 page   bo slack in checkout-3
            03:00 quiet
            """);
  }

  @Test
  void goesOnBehindWhoeverWasLastWhenTheTeamChanges() {
    Night.of(goingRound())
        .timeline(
            """
            00:00 fires  a critical
            00:00 opened checkout-1
            00:00 page   asha slack
            01:00 fires  b critical
            01:00 opened checkout-2
            01:00 page   bo slack in checkout-2
            02:00 quiet
            """)
        .roster(goingRound().team("payments", "bo", "carla"))
        .timeline(
            """
            02:00 fires  c critical
            02:00 opened checkout-3
            02:00 page   carla slack in checkout-3
            03:00 quiet
            """);
  }

  @Test
  void asksTheNextWhenTheStepIsRunAgain() {
    Night.of(
            TestRoster.shop()
                .policy(
                    "tier-1",
                    "error",
                    p -> p.setRepeat(1).setFinallyTargets(List.of(target("person:cto"))),
                    step(Duration.ofMinutes(5), s -> s.setRoundRobin(true), "team:payments")))
        .timeline(
            """
            00:00 fires  a
            00:00 opened checkout-1
            00:00 page   asha slack
            05:00 page   bo slack
            10:00 page   cto slack
            11:00 quiet
            """);
  }

  private static TestRoster goingRound() {
    return TestRoster.shop()
        .policy(
            "tier-1",
            "critical",
            p -> p,
            step(AN_HOUR, s -> s.setRoundRobin(true), "team:payments"));
  }
}
