package dev.watchbill.escalation;

import static dev.watchbill.escalation.TestRoster.step;
import static dev.watchbill.escalation.TestRoster.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.NotifyRule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Somebody leaves the roster while incidents are open. */
class DepartureTimelineTest {
  private static final String ASHA_HAS_IT =
      """
      00:00 fires  db-down group=db
      00:00 opened checkout-1
      00:00 page   asha slack
      01:00 ack    asha
      01:00 acknowledged asha
      05:00 quiet
      """;

  @Test
  void asksWhoIsOnCallNowWhereWhoeverHasItLeft() {
    var night =
        Night.of(TestRoster.shop())
            .timeline(ASHA_HAS_IT)
            .roster(carlaInsteadOfAsha())
            .timeline(
                """
                05:01 owner-left asha
                05:01 page   carla slack
                10:01 page   bo slack
                11:00 ack    bo
                11:00 acknowledged bo
                60:00 quiet
                """);

    assertThat(night.events)
        .filteredOn(event -> event.getType().equals("owner-left"))
        .extracting(IncidentEvent::getWhy)
        .containsExactly("asha, who had it, is no longer in the roster");
  }

  @Test
  void goesOnWhereNobodyServesInTheirPlace() {
    Night.of(TestRoster.shop())
        .timeline(ASHA_HAS_IT)
        .roster(TestRoster.shop().without("person:asha"))
        .timeline(
            """
            05:01 owner-left asha
            05:01 skipped 1
            05:01 page   bo slack
            15:01 page   cto slack
            16:00 quiet
            """);
  }

  @Test
  void letsSomebodyElseTakeItAtOnce() {
    Night.of(TestRoster.shop())
        .timeline(ASHA_HAS_IT)
        .roster(carlaInsteadOfAsha())
        .timeline(
            """
            05:00 ack    bo
            05:00 acknowledged bo
            60:00 quiet
            """);
  }

  @Test
  void letsSomebodyElseTakeItAtTheSenderAtOnce() {
    Night.of(TestRoster.shop())
        .timeline(ASHA_HAS_IT)
        .roster(carlaInsteadOfAsha())
        .timeline(
            """
            05:00 claims db-down group=db by=bo
            05:00 acknowledged bo
            60:00 quiet
            """);
  }

  @Test
  void asksAgainAtOnceWhereAnAlertOfANewKindJoins() {
    Night.of(TestRoster.shop())
        .timeline(ASHA_HAS_IT)
        .roster(carlaInsteadOfAsha())
        .timeline(
            """
            05:00 fires  db-slow group=db
            05:00 joined checkout-1
            05:00 owner-left asha
            05:00 page   carla slack
            06:00 quiet
            """);
  }

  @Test
  void asksAgainWhereSeveralHadToAcknowledgeAndTheLastOfThemLeft() {
    Night.of(twoMust())
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha slack
            00:00 page   bo slack
            01:00 ack    asha
            01:00 acknowledged asha
            02:00 ack    bo
            02:00 acknowledged bo
            05:00 quiet
            """)
        .roster(twoMust().without("person:bo"))
        .timeline(
            """
            05:01 owner-left bo
            05:01 page   asha slack
            06:00 ack    asha
            06:00 acknowledged asha
            60:00 quiet
            """);
  }

  @Test
  void leavesWhatASendersUserHasWhoNeverWasInTheRoster() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha slack
            01:00 claims db-down by=kim
            01:00 acknowledged kim
            05:00 quiet
            """)
        .roster(carlaInsteadOfAsha())
        .timeline(
            """
            06:00 ack    bo
            06:00 already bo
            60:00 quiet
            """);
  }

  @Test
  void refusesAnAcknowledgementOfWhoeverLeftMeanwhile() {
    var night =
        Night.of(TestRoster.shop())
            .timeline(
                """
                00:00 fires  db-down
                00:00 opened checkout-1
                00:00 page   asha slack
                01:00 quiet
                """)
            .roster(TestRoster.shop().without("person:asha"))
            .timeline(
                """
                01:00 ack    asha
                01:00 refused asha
                """);

    assertThat(night.events)
        .last()
        .returns(
            "Expected somebody of the roster to acknowledge incident 'checkout-1', but asha left it",
            IncidentEvent::getWhy);
  }

  @Test
  void refusesItAlsoToSomebodyOfAnEarlierStep() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha slack
            05:00 page   bo slack
            06:00 quiet
            """)
        .roster(TestRoster.shop().without("person:asha"))
        .timeline(
            """
            07:00 ack    asha
            07:00 refused asha
            07:00 snooze asha until=40:00
            07:00 refused asha
            15:00 page   cto slack
            16:00 quiet
            """);
  }

  @Test
  void asksWhoIsOnCallNowWhereWhoeverPutItAsideLeft() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha slack
            01:00 snooze asha until=40:00
            01:00 snoozed asha
            05:00 quiet
            """)
        .roster(carlaInsteadOfAsha())
        .timeline(
            """
            05:01 owner-left asha
            05:01 page   carla slack
            06:00 ack    carla
            06:00 acknowledged carla
            60:00 quiet
            """);
  }

  // ---- nobody has it yet

  @Test
  void asksWhoeverServesInThePlaceOfSomebodyWhoLeftBeforeTheyAnswered() {
    var night =
        Night.of(calledAfterThreeMinutes(TestRoster.shop()))
            .timeline(
                """
                00:00 fires  db-down
                00:00 opened checkout-1
                00:00 page   asha slack
                01:00 quiet
                """)
            .roster(carlaInsteadOfAsha())
            .timeline(
                """
                01:01 not-paged asha
                01:01 page   carla slack
                05:00 page   bo slack
                06:00 quiet
                """);

    assertThat(night.events)
        .filteredOn(event -> event.getType().equals("not-paged"))
        .extracting(IncidentEvent::getWhy)
        .containsExactly("Not any more: no longer in the roster");
  }

  @Test
  void goesOnAtOnceWhereNobodyOfTheStepIsLeft() {
    Night.of(calledAfterThreeMinutes(TestRoster.shop()))
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha slack
            01:00 quiet
            """)
        .roster(TestRoster.shop().without("person:asha"))
        .timeline(
            """
            01:01 not-paged asha
            01:01 page   bo slack
            11:01 page   cto slack
            12:00 quiet
            """);
  }

  @Test
  void countsNoMoreWhatSomebodyAcknowledgedWithOthersAndLeft() {
    Night.of(twoMust())
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha slack
            00:00 page   bo slack
            01:00 ack    asha
            01:00 acknowledged asha
            02:00 quiet
            """)
        .roster(twoMust().without("person:asha"))
        .timeline(
            """
            02:01 not-paged asha
            03:00 ack    bo
            03:00 acknowledged bo
            60:00 quiet
            """);
  }

  @Test
  void asksNobodyElseWhereAllWhoAreLeftHaveAcknowledged() {
    var night =
        Night.of(twoMust())
            .timeline(
                """
                00:00 fires  db-down
                00:00 opened checkout-1
                00:00 page   asha slack
                00:00 page   bo slack
                01:00 ack    bo
                01:00 acknowledged bo
                02:00 quiet
                """)
            .roster(twoMust().without("person:asha"))
            .timeline(
                """
                02:01 not-paged asha
                02:01 acknowledged bo
                60:00 quiet
                """);

    assertThat(night.events)
        .last()
        .returns("asha is no longer in the roster: nobody else must", IncidentEvent::getWhy);
  }

  @Test
  void triesNoFurtherContactOfSomebodyWhoLeft() {
    Night.of(calledAfterThreeMinutes(TestRoster.shop()))
        .silent("slack")
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha slack
            01:00 quiet
            """)
        .roster(TestRoster.shop().without("person:asha"))
        .timeline(
            """
            01:00 receipt asha slack failed
            01:00 page   bo slack
            01:05 quiet
            """);
  }

  private static TestRoster calledAfterThreeMinutes(TestRoster roster) {
    return roster.person(
        "asha",
        p ->
            p.setContacts(Map.of("slack", "U-asha", "phone", "+49"))
                .setNotifyHigh(
                    List.of(new NotifyRule("slack", 0L), new NotifyRule("call", 180_000L))));
  }

  private static TestRoster carlaInsteadOfAsha() {
    return TestRoster.shop()
        .version("v2")
        .without("person:asha")
        .nobodyOnCall("primary")
        .onCall("primary", "carla");
  }

  private static TestRoster twoMust() {
    return TestRoster.shop()
        .policy(
            "tier-1",
            "error",
            p -> p.setFinallyTargets(List.of(target("person:cto"))),
            step(Duration.ofMinutes(5), s -> s.setAcks(2), "person:asha", "person:bo"));
  }
}
