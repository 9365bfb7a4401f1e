package dev.watchbill.escalation;

import static dev.watchbill.escalation.TestRoster.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.NotifyRule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How people are reached, and what happens when they are not. */
class ReceiptTimelineTest {

  @Test
  void usesEachPersonsOwnRulesInTheirTime() {
    Night.of(careful())
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha slack
            01:00 page   asha sms
            03:00 page   asha call
            05:00 page   bo slack
            06:00 quiet
            """);
  }

  @Test
  void stopsTheirRulesWhenSomebodyAcknowledges() {
    Night.of(careful())
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha slack
            01:00 page   asha sms
            02:00 ack    bo
            02:00 acknowledged bo
            30:00 quiet
            """);
  }

  @Test
  void usesTheirRulesForLowUrgency() {
    Night.of(
            TestRoster.shop()
                .policy(
                    "tier-1",
                    "warning",
                    p -> p.setUrgency("low"),
                    step(Duration.ofMinutes(5), "schedule:primary"))
                .person(
                    "asha",
                    p ->
                        p.setContacts(Map.of("email", "a@b.c"))
                            .setNotifyLow(List.of(new NotifyRule("email", 0L)))))
        .timeline(
            """
            00:00 fires  db-down warning
            00:00 opened checkout-1
            00:00 page   asha email
            01:00 quiet
            """);
  }

  @Test
  void reachesAPersonWithoutAWorkingRuleInTheInbox() {
    Night.of(TestRoster.shop().person("asha", p -> p.setContacts(Map.of())))
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha inbox
            00:00 page   cto slack
            05:00 page   bo slack
            06:00 quiet
            """);
  }

  @Test
  void goesOnToTheNextContactWhenOneFails() {
    Night.of(careful())
        .failing("slack", "sms")
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha slack
            00:00 page   asha sms
            00:00 page   asha call
            01:00 ack    asha
            01:00 acknowledged asha
            30:00 quiet
            """);
  }

  @Test
  void usesAContactNoRuleNamesWhenAllOthersFail() {
    Night.of(
            TestRoster.shop()
                .person(
                    "asha", p -> p.setContacts(Map.of("slack", "U", "email", "a@b", "jira", "x"))))
        .failing("slack")
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha slack
            00:00 page   asha email
            01:00 quiet
            """);
  }

  @Test
  void firesTheNextStepAtOnceWhenNobodyOfAStepCanBeReached() {
    Night.of(TestRoster.shop().person("bo", p -> p.setContacts(Map.of())))
        .failing("slack")
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha slack
            00:00 page   asha inbox
            00:00 page   bo inbox
            00:00 page   cto slack
            00:00 page   cto inbox
            10:00 page   cto slack
            10:00 page   cto inbox
            40:00 page   cto slack
            40:00 page   cto inbox
            41:00 quiet
            """);
  }

  @Test
  void takesNoReceiptInTimeAsAFailure() {
    Night.of(careful())
        .silent("slack")
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha slack
            01:00 page   asha sms
            01:30 page   asha call
            02:00 ack    asha
            02:00 acknowledged asha
            30:00 quiet
            """);
  }

  @Test
  void ignoresAReceiptThatComesTwice() {
    var night =
        Night.of(TestRoster.shop())
            .timeline(
                """
                00:00 fires  db-down
                00:00 opened checkout-1
                00:00 page   asha slack
                00:01 quiet
                """);
    var receipt =
        dev.watchbill.schemas.Receipt.newBuilder()
            .setPage(night.pages.getFirst().getId())
            .setIncident("checkout-1")
            .setService("checkout")
            .setOutcome("delivered")
            .build();

    night.machine().receipt(receipt);

    assertThat(night.machine().drain().events()).isEmpty();
  }

  private static TestRoster careful() {
    return TestRoster.shop()
        .person(
            "asha",
            p ->
                p.setContacts(Map.of("slack", "U", "phone", "+49"))
                    .setNotifyHigh(
                        List.of(
                            new NotifyRule("slack", 0L),
                            new NotifyRule("sms", 60_000L),
                            new NotifyRule("call", 180_000L))));
  }

  @Test
  void pagesTheFallbackWhereNobodyAtTheEndCanBeReached() {
    Night.of(endsWithCarla(TestRoster.shop()))
        .failing("slack")
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha slack
            00:00 page   asha inbox
            00:00 page   carla slack
            00:00 page   carla inbox
            00:00 page   cto sms
            01:00 ack    cto
            01:00 acknowledged cto
            40:00 quiet
            """);
  }

  @Test
  void pagesTheLastResortWhereTheFallbackCannotBeReachedEither() {
    Night.of(
            endsWithCarla(TestRoster.shop())
                .policy("anyone", "error", p -> p, step(Duration.ofMinutes(10), "person:bo")))
        .failing("slack")
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha slack
            00:00 page   asha inbox
            00:00 page   carla slack
            00:00 page   carla inbox
            00:00 page   bo slack
            00:00 page   bo inbox
            00:00 page   cto sms
            30:00 page   carla slack
            30:00 page   carla inbox
            30:00 page   bo slack
            30:00 page   bo inbox
            30:00 page   cto sms
            31:00 quiet
            """);
  }

  @Test
  void pagesTheFallbackWithWhoeverIsPagedAtTheEndAndHasNoContact() {
    Night.of(endsWithCarla(TestRoster.shop()).person("carla", p -> p.setContacts(Map.of())))
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha slack
            05:00 page   carla inbox
            05:00 page   cto sms
            06:00 quiet
            """);
  }

  @Test
  void keepsWhatReachedNobodyInTheInboxOnce() {
    Night.of(careful().policy("tier-1", "error", p -> p, step(Duration.ofHours(1), "person:asha")))
        .silent("slack", "sms", "call")
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha slack
            01:00 page   asha sms
            01:30 page   asha call
            02:30 page   asha inbox
            03:00 page   cto slack
            04:00 quiet
            """);
  }

  /** Her watch is all there is before the end; cto has a telephone too. */
  private static TestRoster endsWithCarla(TestRoster shop) {
    return shop.person(
            "cto",
            p ->
                p.setContacts(Map.of("phone", "+49"))
                    .setNotifyHigh(List.of(new NotifyRule("sms", 0L))))
        .policy(
            "tier-1",
            "error",
            p -> p.setFinallyTargets(List.of(TestRoster.target("person:carla"))),
            step(Duration.ofMinutes(5), "schedule:primary"));
  }
}
