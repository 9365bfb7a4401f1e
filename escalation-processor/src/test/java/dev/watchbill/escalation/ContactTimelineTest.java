package dev.watchbill.escalation;

import static dev.watchbill.escalation.TestRoster.MIDNIGHT;
import static dev.watchbill.escalation.TestRoster.step;

import dev.watchbill.schemas.HoursWindow;
import dev.watchbill.schemas.NotifyRule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which of a person's contacts is used, and what a provider's second word is worth. */
class ContactTimelineTest {
  private static final Map<String, String> SLACK_AND_PHONE = Map.of("slack", "U", "phone", "+49");

  @Test
  void reachesAPersonWithoutRulesOnAContactTheyHave() {
    Night.of(
            TestRoster.shop()
                .person(
                    "asha", p -> p.setNotifyHigh(List.of()).setContacts(Map.of("email", "a@b.c"))))
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha email
            01:00 quiet
            """);
  }

  @Test
  void reachesAPersonNoneOfWhoseRulesWorksOnEveryContactInTurn() {
    Night.of(
            TestRoster.shop()
                .person(
                    "asha",
                    p ->
                        p.setNotifyHigh(List.of(new NotifyRule("push", 0L)))
                            .setContacts(
                                Map.of("phone", "+49", "email", "a@b.c", "jira", "5b10ac"))))
        .failing("sms", "call")
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha sms
            00:00 page   asha call
            00:00 page   asha email
            05:00 page   bo slack
            06:00 quiet
            """);
  }

  @Test
  void pagesTheFallbackWithWhoeverTookOverAndCantBeReached() {
    Night.of(TestRoster.shop().person("asha", p -> p.setContacts(Map.of("jira", "5b10ac"))))
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
  void pagesNobodyElseWhereTheyChoseTheInboxOrNobodyIsNamedOrItIsNotUrgent() {
    var alone =
        """
        00:00 fires  db-down warning
        00:00 opened checkout-1
        00:00 page   asha inbox
        01:00 quiet
        """;
    var shop = TestRoster.shop();
    Night.of(
            shop.person(
                "asha",
                p ->
                    p.setContacts(Map.of())
                        .setNotifyHigh(List.of(new NotifyRule("inbox", 0L)))
                        .setNotifyLow(List.of())))
        .timeline(alone);
    Night.of(
            TestRoster.shop()
                .organization(o -> o.setFallbackPolicy(null))
                .person("asha", p -> p.setContacts(Map.of())))
        .timeline(alone);
    Night.of(
            TestRoster.shop()
                .person("asha", p -> p.setContacts(Map.of()))
                .policy(
                    "tier-1",
                    "warning",
                    p -> p.setUrgency("low"),
                    step(Duration.ofMinutes(5), "schedule:primary")))
        .timeline(alone);
  }

  @Test
  void ringsNoTelephoneForWhatIsNotUrgent() {
    Night.of(
            TestRoster.shop()
                .policy(
                    "tier-1",
                    "warning",
                    p -> p.setUrgency("low"),
                    step(Duration.ofMinutes(5), "schedule:primary"))
                .person("asha", p -> p.setNotifyLow(List.of()).setContacts(Map.of("phone", "+49"))))
        .failing("sms")
        .timeline(
            """
            00:00 fires  db-down warning
            00:00 opened checkout-1
            00:00 page   asha sms
            00:00 page   asha inbox
            00:00 not-paged
            01:00 quiet
            """);
  }

  @Test
  void goesOnWhenWhatAProviderTookIsFoundUndeliverableLater() {
    Night.of(TestRoster.shop().person("asha", p -> p.setContacts(SLACK_AND_PHONE)))
        .silent("slack")
        .timeline(
            """
            00:00 fires   db-down
            00:00 opened  checkout-1
            00:00 page    asha slack
            00:10 receipt asha slack accepted
            02:00 receipt asha slack failed
            02:00 page    asha sms
            05:00 page    bo slack
            06:00 quiet
            """);
  }

  @Test
  void believesADeliveryWhateverIsSaidAfterIt() {
    Night.of(TestRoster.shop().person("asha", p -> p.setContacts(SLACK_AND_PHONE)))
        .timeline(
            """
            00:00 fires   db-down
            00:00 opened  checkout-1
            00:00 page    asha slack
            00:10 receipt asha slack accepted
            00:20 receipt asha slack failed
            05:00 page    bo slack
            06:00 quiet
            """);
  }

  @Test
  void waitsNoLongerForAReceiptOnceTheProviderTookIt() {
    Night.of(TestRoster.shop().person("asha", p -> p.setContacts(SLACK_AND_PHONE)))
        .silent("slack")
        .timeline(
            """
            00:00 fires   db-down
            00:00 opened  checkout-1
            00:00 page    asha slack
            00:10 receipt asha slack accepted
            04:00 quiet
            """);
  }

  @Test
  void keepsTheirRulesApartWhenTheirQuietHoursEnd() {
    Night.of(
            TestRoster.shop()
                .policy(
                    "tier-1",
                    "warning",
                    p -> p.setUrgency("low"),
                    step(Duration.ofHours(1), "schedule:primary"))
                .person(
                    "asha",
                    p ->
                        p.setContacts(SLACK_AND_PHONE)
                            .setDoNotDisturb(List.of(new HoursWindow(List.of(), "22:00", "00:30")))
                            .setNotifyLow(
                                List.of(
                                    new NotifyRule("slack", 0L), new NotifyRule("sms", 600_000L)))))
        .timeline(
            """
            00:00 fires  db-down warning
            00:00 opened checkout-1
            00:00 not-paged asha
            30:00 page   asha slack
            40:00 page   asha sms
            50:00 quiet
            """);
  }

  @Test
  void leavesThemAloneOnceTheirQuietHoursHaveBegun() {
    Night.of(
            TestRoster.shop()
                .policy(
                    "tier-1",
                    "warning",
                    p -> p.setUrgency("low"),
                    step(Duration.ofHours(2), "schedule:primary"))
                .person(
                    "asha",
                    p ->
                        p.setContacts(SLACK_AND_PHONE)
                            .setDoNotDisturb(List.of(new HoursWindow(List.of(), "00:05", "00:30")))
                            .setNotifyLow(
                                List.of(
                                    new NotifyRule("slack", 0L), new NotifyRule("sms", 600_000L)))))
        .timeline(
            """
            00:00 fires  db-down warning
            00:00 opened checkout-1
            00:00 page   asha slack
            30:00 page   asha sms
            40:00 quiet
            """);
  }

  @Test
  void doesNotDisturbAfterwardsWhoseWatchIsOverByThen() {
    Night.of(
            TestRoster.shop()
                .policy(
                    "tier-1",
                    "warning",
                    p -> p.setUrgency("low"),
                    step(Duration.ofHours(2), "schedule:primary"))
                .person(
                    "asha",
                    p -> p.setDoNotDisturb(List.of(new HoursWindow(List.of(), "22:00", "00:30"))))
                .nobodyOnCall("primary")
                .onCall("primary", "asha", MIDNIGHT.minusSeconds(9), MIDNIGHT.plusSeconds(1_200))
                .onCall(
                    "primary", "carla", MIDNIGHT.plusSeconds(1_200), MIDNIGHT.plusSeconds(9999)))
        .timeline(
            """
            00:00 fires  db-down warning
            00:00 opened checkout-1
            00:00 not-paged asha
            20:00 page   carla slack
            30:00 not-paged asha
            40:00 quiet
            """);
  }

  @Test
  void makesOnePageOfTheRulesAnOutageOverslept() {
    Night.of(
            TestRoster.shop()
                .policy("tier-1", "error", p -> p, step(Duration.ofMinutes(30), "schedule:primary"))
                .person(
                    "asha",
                    p ->
                        p.setContacts(SLACK_AND_PHONE)
                            .setNotifyHigh(
                                List.of(
                                    new NotifyRule("slack", 0L),
                                    new NotifyRule("sms", 60_000L),
                                    new NotifyRule("call", 180_000L)))))
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha slack
            00:10 down   600
            10:10 not-paged asha
            10:10 page   asha call
            11:00 quiet
            """);
  }

  @Test
  void skipsASchedulesUnknownPeopleWhereNobodyIsAwake() {
    Night.of(
            TestRoster.shop()
                .policy(
                    "tier-1",
                    "error",
                    p -> p,
                    step(Duration.ofMinutes(5), "awake-of:primary,secondary"))
                .nobodyOnCall("primary")
                .onCall("primary", "ghost", MIDNIGHT.minusSeconds(9), MIDNIGHT.plusSeconds(9999))
                .person("bo", p -> p.setWakingFrom("07:00").setWakingTo("23:00")))
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   bo slack
            01:00 quiet
            """);
  }

  @Test
  void pagesTheFirstStepOfTheFallbackThatHasAnybody() {
    Night.of(
            TestRoster.shop()
                .person("asha", p -> p.setContacts(Map.of()))
                .nobodyOnCall("tertiary")
                .policy(
                    "anyone",
                    "error",
                    p -> p,
                    step(Duration.ofMinutes(10), "schedule:tertiary"),
                    step(Duration.ofMinutes(10), "person:cto")))
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha inbox
            00:00 page   cto slack
            01:00 quiet
            """);
  }

  @Test
  void callsNobodyForACallThatNobodyTookAfterTheyAcknowledged() {
    Night.of(
            TestRoster.shop()
                .policy(
                    "tier-1",
                    "error",
                    p -> p.setAckExpiresMs(Duration.ofMinutes(10).toMillis()),
                    step(Duration.ofMinutes(5), "schedule:primary"),
                    step(Duration.ofMinutes(5), "schedule:secondary"))
                .person(
                    "asha",
                    p ->
                        p.setContacts(Map.of("slack", "U", "phone", "+49", "email", "a@b.c"))
                            .setNotifyHigh(
                                List.of(
                                    new NotifyRule("slack", 0L), new NotifyRule("call", 60_000L)))))
        .silent("call")
        .timeline(
            """
            00:00 fires   db-down
            00:00 opened  checkout-1
            00:00 page    asha slack
            01:00 page    asha call
            01:05 receipt asha call accepted
            01:10 ack     asha
            01:10 acknowledged asha
            01:35 receipt asha call failed
            11:10 ack-expired asha
            11:10 page    asha slack
            12:10 page    asha call
            12:15 receipt asha call accepted
            12:40 receipt asha call failed
            12:40 page    asha sms
            13:00 quiet
            """);
  }

  @Test
  void callsNobodyForACallThatNobodyTookWhileItIsSnoozed() {
    Night.of(
            TestRoster.shop()
                .policy(
                    "tier-1",
                    "error",
                    p -> p.setAckExpiresMs(Duration.ofMinutes(10).toMillis()),
                    step(Duration.ofMinutes(5), "schedule:primary"),
                    step(Duration.ofMinutes(5), "schedule:secondary"))
                .person(
                    "asha",
                    p ->
                        p.setContacts(Map.of("slack", "U", "phone", "+49", "email", "a@b.c"))
                            .setNotifyHigh(
                                List.of(
                                    new NotifyRule("slack", 0L), new NotifyRule("call", 60_000L)))))
        .silent("call")
        .timeline(
            """
            00:00 fires   db-down
            00:00 opened  checkout-1
            00:00 page    asha slack
            01:00 page    asha call
            01:05 receipt asha call accepted
            01:10 snooze  asha until=20:00
            01:10 snoozed asha
            01:35 receipt asha call failed
            20:00 unsnoozed asha
            20:00 page    asha slack
            20:30 quiet
            """);
  }

  @Test
  void staysWithWhoeverAcknowledgedThoughNothingElseReachesThem() {
    Night.of(
            TestRoster.shop()
                .person(
                    "asha",
                    p ->
                        p.setContacts(Map.of("phone", "+49"))
                            .setNotifyHigh(List.of(new NotifyRule("call", 0L)))))
        .silent("call")
        .failing("sms")
        .timeline(
            """
            00:00 fires   db-down
            00:00 opened  checkout-1
            00:00 page    asha call
            00:05 receipt asha call accepted
            01:10 ack     asha
            01:10 acknowledged asha
            01:35 receipt asha call failed
            30:00 quiet
            """);
  }

  @Test
  void callsNobodyForAPageThatWasTakenThoughItWasCalledBack() {
    Night.of(TestRoster.shop().person("asha", p -> p.setContacts(SLACK_AND_PHONE)))
        .silent("slack")
        .timeline(
            """
            00:00 fires   db-down
            00:00 opened  checkout-1
            00:00 page    asha slack
            00:10 ack     bo
            00:10 acknowledged bo
            00:10 cancel  asha slack
            00:11 receipt asha slack accepted
            00:40 receipt asha slack failed
            05:00 quiet
            """);
  }

  @Test
  void callsNobodyForAPageThatWasTakenAndFailsLongAfterItWasGivenUp() {
    Night.of(TestRoster.shop().person("asha", p -> p.setContacts(SLACK_AND_PHONE)))
        .silent("slack")
        .timeline(
            """
            00:00 fires   db-down
            00:00 opened  checkout-1
            00:00 page    asha slack
            01:30 page    asha sms
            02:00 ack     bo
            02:00 acknowledged bo
            02:10 receipt asha slack accepted
            02:40 receipt asha slack failed
            05:00 quiet
            """);
  }
}
