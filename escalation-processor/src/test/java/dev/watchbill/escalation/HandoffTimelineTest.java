package dev.watchbill.escalation;

import static dev.watchbill.escalation.TestRoster.MIDNIGHT;
import static dev.watchbill.escalation.TestRoster.step;
import static dev.watchbill.escalation.TestRoster.target;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The watch changes while nobody has acknowledged. */
class HandoffTimelineTest {

  @Test
  void pagesNobodyAtAHandoffOfAScheduleAnEarlierStepNamed() {
    Night.of(changing(TestRoster.shop(), 360))
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha slack
            05:00 page   bo slack
            15:00 page   cto slack
            16:00 quiet
            """);
  }

  @Test
  void pagesOnlyWhoTookOverWhereAStepGoesRound() {
    Night.of(
            changing(TestRoster.shop(), 120)
                .policy(
                    "tier-1",
                    "error",
                    p -> p,
                    step(
                        Duration.ofMinutes(5),
                        s -> s.setRoundRobin(true),
                        "schedule:primary",
                        "person:bo",
                        "person:cto")))
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha slack
            02:00 page   carla slack
            03:00 ack    carla
            03:00 acknowledged carla
            30:00 quiet
            """);
  }

  @Test
  void pagesWhoTakesOverAfterAnAcknowledgementExpired() {
    Night.of(
            changing(TestRoster.shop(), 720)
                .policy(
                    "tier-1",
                    "error",
                    p ->
                        p.setAckExpiresMs(600_000).setFinallyTargets(List.of(target("person:cto"))),
                    step(Duration.ofMinutes(5), "schedule:primary"),
                    step(Duration.ofMinutes(10), "schedule:secondary")))
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha slack
            01:00 ack    asha
            01:00 acknowledged asha
            11:00 ack-expired asha
            11:00 page   asha slack
            12:00 page   carla slack
            16:00 page   bo slack
            17:00 quiet
            """);
  }

  @Test
  void pagesEachWhoTakesOverWhileOneStepRuns() {
    Night.of(
            TestRoster.shop()
                .nobodyOnCall("primary")
                .onCall("primary", "asha", MIDNIGHT.minusSeconds(9), MIDNIGHT.plusSeconds(60))
                .onCall("primary", "carla", MIDNIGHT.plusSeconds(60), MIDNIGHT.plusSeconds(120))
                .onCall("primary", "cto", MIDNIGHT.plusSeconds(120), MIDNIGHT.plusSeconds(9999)))
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha slack
            01:00 page   carla slack
            02:00 page   cto slack
            05:00 page   bo slack
            06:00 quiet
            """);
  }

  private static TestRoster changing(TestRoster roster, long afterSeconds) {
    var handoff = MIDNIGHT.plusSeconds(afterSeconds);
    return roster
        .nobodyOnCall("primary")
        .onCall("primary", "asha", MIDNIGHT.minusSeconds(9), handoff)
        .onCall("primary", "carla", handoff, MIDNIGHT.plusSeconds(9999));
  }

  @Test
  void pagesTheFallbackWithWhoeverTakesOverAndCannotBeReached() {
    Night.of(changing(TestRoster.shop(), 120).person("carla", p -> p.setContacts(Map.of())))
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha slack
            02:00 page   carla inbox
            02:00 page   cto slack
            05:00 page   bo slack
            06:00 quiet
            """);
  }

  @Test
  void pagesWhoTakesOverWhoeverIsPagedAtTheEnd() {
    Night.of(
            TestRoster.shop()
                .onCall("managers", "cto", MIDNIGHT.minusSeconds(9), MIDNIGHT.plusSeconds(1500))
                .onCall("managers", "carla", MIDNIGHT.plusSeconds(1500), MIDNIGHT.plusSeconds(9999))
                .policy(
                    "tier-1",
                    "error",
                    p -> p.setFinallyTargets(List.of(target("schedule:managers"))),
                    step(Duration.ofMinutes(5), "schedule:primary")))
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha slack
            05:00 page   cto slack
            25:00 page   carla slack
            35:00 page   carla slack
            36:00 ack    carla
            36:00 acknowledged carla
            40:00 quiet
            """);
  }

  @Test
  void pagesWhoTakesOverInTheFallbackAtTheEnd() {
    Night.of(
            TestRoster.shop()
                .onCall("managers", "cto", MIDNIGHT.minusSeconds(9), MIDNIGHT.plusSeconds(1500))
                .onCall("managers", "carla", MIDNIGHT.plusSeconds(1500), MIDNIGHT.plusSeconds(9999))
                .policy(
                    "anyone", "error", p -> p, step(Duration.ofMinutes(10), "schedule:managers"))
                .policy("tier-1", "error", p -> p, step(Duration.ofMinutes(5), "schedule:primary")))
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha slack
            05:00 page   cto slack
            25:00 page   carla slack
            26:00 quiet
            """);
  }

  @Test
  void pagesNobodyWhoTakesOverAndAcknowledgedBefore() {
    Night.of(
            changing(TestRoster.shop(), 120)
                .policy(
                    "tier-1",
                    "error",
                    p -> p,
                    step(
                        Duration.ofMinutes(5), s -> s.setAcks(2), "schedule:primary", "person:bo")))
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha slack
            00:00 page   bo slack
            01:00 ack    carla
            01:00 acknowledged carla
            03:00 ack    bo
            03:00 acknowledged bo
            30:00 quiet
            """);
  }
}
