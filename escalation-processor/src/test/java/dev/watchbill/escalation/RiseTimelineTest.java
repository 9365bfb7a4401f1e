package dev.watchbill.escalation;

import static dev.watchbill.escalation.TestRoster.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.IncidentEvent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An incident gets worse while somebody has it, while something holds it, or while it is many. */
class RiseTimelineTest {

  /** Critical incidents have a policy of their own: carla, then the CTO. */
  private static TestRoster shop() {
    return TestRoster.shop()
        .policy(
            "tier-1",
            "critical",
            p -> p.setAckExpiresMs(Duration.ofMinutes(10).toMillis()),
            step(Duration.ofMinutes(5), "person:carla"),
            step(Duration.ofMinutes(5), "person:cto"));
  }

  @Test
  void asksAllOfTheNewPolicyIfWhoeverHadItDoesNotAnswerAnyMore() {
    Night.of(shop())
        .timeline(
            """
            00:00 fires   db-down
            00:00 opened  checkout-1
            00:00 page    asha slack
            05:00 page    bo slack
            06:00 ack     bo
            06:00 acknowledged bo
            07:00 fires   db-down critical
            07:00 raised  critical
            07:00 page    bo slack
            17:00 ack-expired bo
            17:00 page    bo slack
            22:00 page    carla slack
            27:00 page    cto slack
            28:00 quiet
            """);
  }

  @Test
  void startsTheNewPolicyWhenSomebodyEscalatesItAfterwards() {
    Night.of(shop())
        .timeline(
            """
            00:00 fires   db-down
            00:00 opened  checkout-1
            00:00 page    asha slack
            05:00 page    bo slack
            06:00 ack     bo
            06:00 acknowledged bo
            07:00 fires   db-down critical
            07:00 raised  critical
            07:00 page    bo slack
            08:00 escalate bo
            08:00 escalated bo
            08:00 page    carla slack
            09:00 quiet
            """);
  }

  @Test
  void saysThatNobodyHearsOfANewKindWhereWhoeverHasItIsNobodyOfTheRoster() {
    var night =
        Night.of(TestRoster.shop())
            .timeline(
                """
                00:00 fires   db-down group=db
                00:00 opened  checkout-1
                00:00 page    asha slack
                01:00 claims  db-down group=db by=kim
                01:00 acknowledged kim
                02:00 fires   db-slow group=db
                02:00 joined  checkout-1
                02:00 not-paged kim
                03:00 quiet
                """);

    assertThat(night.events)
        .filteredOn(event -> event.getType().equals("not-paged"))
        .extracting(IncidentEvent::getWhy)
        .containsExactly(
            "The roster has no kim, who has it: an alert of a new kind joined: db-slow");
  }

  @Test
  void isHeldNoLongerAtOnceWhenItsSenderRatesItAboveWhatIsDown() {
    Night.of(
            shop()
                .service("gateway", s -> s.setTeam("payments").setPolicy("tier-1"))
                .service(
                    "checkout",
                    s ->
                        s.setTeam("payments")
                            .setPolicy("tier-1")
                            .setDependsOn(java.util.List.of("gateway"))))
        .timeline(
            """
            00:00 fires   gw-down service=gateway
            00:00 opened  gateway-1
            00:00 page    asha slack
            01:00 fires   db-down
            01:00 opened  checkout-1
            01:00 suppressed
            01:10 does    db-down critical status=updated rated=P1
            01:10 raised  critical
            01:10 unsuppressed
            01:10 page    carla slack
            02:00 quiet
            """);
  }

  @Test
  void asksAllAgainWhoMustAcknowledgeTogetherWhereItIsGivenToSomebody() {
    Night.of(
            TestRoster.shop()
                .policy(
                    "tier-1",
                    "error",
                    p -> p,
                    step(Duration.ofMinutes(5), s -> s.setAcks(2), "person:asha", "person:bo"),
                    step(Duration.ofMinutes(5), "person:cto")))
        .timeline(
            """
            00:00 fires   db-down
            00:00 opened  checkout-1
            00:00 page    asha slack
            00:00 page    bo slack
            01:00 ack     asha
            01:00 acknowledged asha
            02:00 give    bo to=carla
            02:00 reassigned carla
            02:00 page    carla slack
            03:00 ack     carla
            03:00 acknowledged carla
            20:00 quiet
            """);
  }

  @Test
  void reopensWhatWasResolvedByHandAndGetsWorseSoonAfterOnce() {
    var night =
        Night.of(TestRoster.shop())
            .timeline(
                """
                00:00 fires   db-down warning
                00:00 opened  checkout-1
                00:00 page    asha slack
                02:00 resolve asha
                02:00 resolved asha
                03:00 fires   db-down warning
                04:00 fires   db-down critical
                04:00 joined  checkout-1
                04:00 reopened
                04:00 page    asha slack
                05:00 resolve asha
                05:00 resolved asha
                06:00 fires   db-down critical
                07:00 fires   db-down warning
                08:00 fires   db-down critical
                20:00 fires   db-down critical
                30:00 quiet
                """);

    assertThat(night.events)
        .filteredOn(event -> event.getType().equals("reopened"))
        .extracting(IncidentEvent::getWhy)
        .containsExactly("It is critical now, and was warning when it was resolved by hand");
  }

  @Test
  void opensAnIncidentForWhatWasResolvedByHandAndGetsWorseLater() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires   db-down warning start=00:00
            00:00 opened  checkout-1
            00:00 page    asha slack
            02:00 resolve asha
            02:00 resolved asha
            10:00 fires   db-down warning start=00:00
            40:00 fires   db-down critical start=00:00 reminder=yes
            40:00 opened  checkout-2
            40:00 page    asha slack in checkout-2
            41:00 fires   db-down critical start=00:00 reminder=yes
            42:00 resolve asha incident=checkout-2
            42:00 resolved asha in checkout-2
            43:00 fires   db-down critical start=00:00 reminder=yes
            60:00 fires   db-down critical start=00:00 reminder=yes
            61:00 quiet
            """);
  }

  @Test
  void opensAnIncidentForWhatWasResolvedByHandAndItsSenderRatesHigher() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires   db-down warning
            00:00 opened  checkout-1
            00:00 page    asha slack
            02:00 resolve asha
            02:00 resolved asha
            20:00 does    db-down critical status=updated
            20:00 does    db-down warning status=updated rated=P3
            20:00 does    db-down critical status=updated rated=P1
            20:00 opened  checkout-2
            20:00 page    asha slack in checkout-2
            21:00 does    db-down critical status=updated rated=P1
            22:00 fires   db-down critical
            23:00 quiet
            """);
  }

  @Test
  void joinsTheOpenIncidentOfItsGroupWhereItGetsWorseAfterItWasResolvedByHand() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires   db-1 warning group=db
            00:00 opened  checkout-1
            00:00 page    asha slack
            01:00 resolve asha
            01:00 resolved asha
            08:00 fires   db-2 group=db
            08:00 opened  checkout-2
            08:00 page    asha slack in checkout-2
            08:30 ack     asha incident=checkout-2
            08:30 acknowledged asha in checkout-2
            09:00 fires   db-1 warning group=db
            10:00 fires   db-1 critical group=db
            10:00 joined  checkout-2
            10:00 raised  critical in checkout-2
            10:00 page    asha slack in checkout-2
            11:00 fires   db-1 critical group=db
            12:00 quiet
            """);
  }
}
