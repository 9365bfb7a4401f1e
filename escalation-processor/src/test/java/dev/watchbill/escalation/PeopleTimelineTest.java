package dev.watchbill.escalation;

import static dev.watchbill.escalation.TestRoster.MIDNIGHT;
import static dev.watchbill.escalation.TestRoster.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.HoursWindow;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.NotifyRule;
import dev.watchbill.schemas.Page;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who is engaged, away, or not to be disturbed; who is asked by hand. */
class PeopleTimelineTest {

  // ---- when-engaged: next

  @Test
  void passesOverWhoIsEngagedWhereThePolicySaysSo() {
    var night =
        Night.of(passingOver())
            .timeline(
                """
                00:00 engaged asha with=billing-3
                00:00 fires   db-down
                00:00 opened  checkout-1
                00:00 not-paged asha
                00:00 skipped 1
                00:00 page    bo slack
                01:00 quiet
                """);

    assertThat(why(night, "not-paged")).isEqualTo("Passed over: asha is engaged with billing-3");
  }

  @Test
  void pagesWhoIsEngagedWhereThePolicySaysNothing() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 engaged asha with=billing-3
            00:00 fires   db-down
            00:00 opened  checkout-1
            00:00 page    asha slack
            01:00 quiet
            """);
  }

  @Test
  void isNotEngagedByTheIncidentItself() {
    Night.of(passingOver())
        .timeline(
            """
            00:00 engaged asha with=checkout-1
            00:00 fires   db-down
            00:00 opened  checkout-1
            00:00 page    asha slack
            01:00 quiet
            """);
  }

  @Test
  void pagesWhoIsEngagedWhereEverybodyIs() {
    Night.of(passingOver())
        .timeline(
            """
            00:00 engaged asha with=billing-3
            00:00 engaged bo with=billing-4
            00:00 fires   db-down
            00:00 opened  checkout-1
            00:00 not-paged asha
            00:00 skipped 1
            00:00 not-paged bo
            00:00 skipped 2
            00:00 page    asha slack
            01:00 quiet
            """);
  }

  private static TestRoster passingOver() {
    return TestRoster.shop()
        .policy(
            "tier-1",
            "error",
            p -> p.setWhenEngaged("next"),
            step(Duration.ofMinutes(5), "schedule:primary"),
            step(Duration.ofMinutes(10), "schedule:secondary"));
  }

  // ---- away

  @Test
  void asksWhoeverIsOnCallWhereWhoAcknowledgedIsAway() {
    Night.of(expiring().onCall("primary", "bo"))
        .timeline(
            """
            00:00 fires   db-down
            00:00 opened  checkout-1
            00:00 page    asha slack
            00:00 page    bo slack
            01:00 ack     carla
            01:00 acknowledged carla
            05:00 away    carla
            11:00 quiet
            11:00 ack-expired carla
            11:00 page    asha slack
            11:00 page    bo slack
            12:00 quiet
            """);
  }

  @Test
  void asksWhoAcknowledgedAgainWhereTheyAreThere() {
    Night.of(expiring())
        .timeline(
            """
            00:00 fires   db-down
            00:00 opened  checkout-1
            00:00 page    asha slack
            01:00 ack     carla
            01:00 acknowledged carla
            11:00 quiet
            11:00 ack-expired carla
            11:00 page    carla slack
            12:00 quiet
            """);
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

  // ---- not to be disturbed

  @Test
  void waitsForWhoIsNotToBeDisturbedByWhatIsNotUrgent() {
    var night =
        Night.of(quietUntil("00:30", "low"))
            .timeline(
                """
                10:00 fires   disk-slow
                10:00 opened  checkout-1
                10:00 not-paged asha
                30:00 quiet
                30:00 page    asha slack
                35:00 quiet
                35:00 page    bo slack
                36:00 quiet
                """);

    assertThat(night.events)
        .filteredOn(event -> event.getType().equals("not-paged"))
        .singleElement()
        .returns(MIDNIGHT.plus(Duration.ofMinutes(30)), IncidentEvent::getDeadline);
  }

  @Test
  void disturbsForWhatIsUrgent() {
    Night.of(quietUntil("00:30", "high"))
        .timeline(
            """
            10:00 fires   db-down
            10:00 opened  checkout-1
            10:00 page    asha slack
            11:00 quiet
            """);
  }

  @Test
  void goesOnWhereSomebodyElseOfTheStepCanBeDisturbed() {
    Night.of(quietUntil("00:30", "low").onCall("primary", "carla"))
        .timeline(
            """
            10:00 fires   disk-slow
            10:00 opened  checkout-1
            10:00 not-paged asha
            10:00 page    carla slack
            15:00 quiet
            15:00 page    bo slack
            16:00 quiet
            """);
  }

  private static TestRoster quietUntil(String to, String urgency) {
    return TestRoster.shop()
        .person("asha", p -> p.setDoNotDisturb(List.of(new HoursWindow(List.of(), "22:00", to))))
        .policy(
            "tier-1",
            "error",
            p -> p.setUrgency(urgency),
            step(Duration.ofMinutes(5), "schedule:primary"),
            step(Duration.ofMinutes(10), "schedule:secondary"));
  }

  // ---- more people

  @Test
  void pagesWhoIsAskedToHelpAndLeavesTheRestAsItIs() {
    var night =
        Night.of(TestRoster.shop())
            .timeline(
                """
                00:00 fires   db-down
                00:00 opened  checkout-1
                00:00 page    asha slack
                01:00 ack     asha
                01:00 acknowledged asha
                02:00 help    asha to=bo,carla
                02:00 responder-added bo,carla
                02:00 page    bo slack
                02:00 page    carla slack
                30:00 quiet
                """);

    assertThat(night.pages.getLast().getReason()).contains("asked to help by asha");
    assertThat(MachineRig.of(night.machine().effects, Incident.class).getLast())
        .returns("acknowledged", Incident::getStatus)
        .returns("asha", Incident::getAcknowledgedBy);
  }

  @Test
  void refusesToAskWhomTheRosterDoesNotKnow() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires   db-down
            00:00 opened  checkout-1
            00:00 page    asha slack
            02:00 help    asha to=nobody
            02:00 refused asha
            03:00 quiet
            """);
  }

  // ---- by hand, without an alert

  @Test
  void pagesByHandAsThePolicyOfTheServiceSays() {
    var night =
        Night.of(TestRoster.shop())
            .timeline(
                """
                00:00 summon  carla text=it_is_slow
                00:00 opened  checkout-1
                00:00 page    asha slack
                05:00 quiet
                05:00 page    bo slack
                06:00 ack     bo
                06:00 acknowledged bo
                40:00 resolve bo
                40:00 resolved bo
                50:00 quiet
                """);

    var opened = first(night, "opened");
    assertThat(opened)
        .returns("carla", IncidentEvent::getPerson)
        .returns("applied", IncidentEvent::getOutcome)
        .returns("response-1", IncidentEvent::getResponse)
        .returns("it_is_slow", IncidentEvent::getText)
        .returns("paged by hand by carla", IncidentEvent::getWhy);
    assertThat(night.pages.getFirst().getText()).contains("without an alert");
  }

  @Test
  void pagesByHandWhomTheyNameFirst() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 summon  asha to=carla
            00:00 opened  checkout-1
            00:00 page    carla slack
            05:00 quiet
            05:00 page    asha slack
            10:00 quiet
            10:00 page    bo slack
            11:00 quiet
            """);
  }

  @Test
  void pagesByHandWithoutAnyServiceAndGoesOnToTheFallback() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 summon  asha to=team:payments service=by-hand
            00:00 opened  by-hand-1
            00:00 page    asha slack
            00:00 page    bo slack
            00:00 page    carla slack
            05:00 quiet
            05:00 page    cto slack
            06:00 quiet
            """);
  }

  @Test
  void pagesNobodyElseWhereSomebodyTriesTheirOwnPages() {
    var night =
        Night.of(TestRoster.shop())
            .timeline(
                """
                00:00 summon  asha to=asha service=by-hand test=own
                00:00 opened  by-hand-1
                00:00 page    asha slack
                05:00 quiet
                05:00 page    asha slack
                34:00 quiet
                35:00 page    asha slack
                36:00 ack     asha incident=by-hand-1
                36:00 acknowledged asha
                99:00 quiet
                """);

    assertThat(first(night, "opened").getTest()).isTrue();
    assertThat(night.pages).extracting(Page::getPerson).containsOnly("asha");
  }

  /** What a test is to find out is nobody else's night. */
  @Test
  void pagesNobodyElseWhereATestOfOnesOwnPagesFails() {
    Night.of(TestRoster.shop())
        .failing("slack", "email", "inbox")
        .timeline(
            """
            00:00 summon  asha to=asha service=by-hand test=own
            00:00 opened  by-hand-1
            00:00 page    asha slack
            00:00 page    asha inbox
            00:00 page    asha slack
            00:00 page    asha inbox
            30:00 page    asha slack
            30:00 page    asha inbox
            34:00 quiet
            """);
  }

  /** Whatever is meant is escalated, whoever it is sent to first. */
  @Test
  void escalatesWhatSomebodySendsThemselvesInEarnest() {
    var night =
        Night.of(TestRoster.shop())
            .timeline(
                """
                00:00 summon  asha to=asha service=by-hand
                00:00 opened  by-hand-1
                00:00 page    asha slack
                05:00 quiet
                05:00 page    cto slack
                06:00 quiet
                """);

    assertThat(first(night, "opened").getTest()).isFalse();
  }

  @Test
  void pagesByHandThroughSilencesAndSupportHours() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 silence asha team=payments until=30:00
            00:00 summon  carla
            00:00 opened  checkout-1
            00:00 page    asha slack
            05:00 quiet
            05:00 page    bo slack
            06:00 quiet
            """);
  }

  @Test
  void pagesByHandOnceHoweverOftenItIsSent() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 summon  carla id=r1
            00:00 opened  checkout-1
            00:00 page    asha slack
            00:10 summon  carla id=r1
            00:10 already carla
            01:00 quiet
            """);
  }

  @Test
  void refusesToPageByHandWhomTheRosterDoesNotKnow() {
    var night =
        Night.of(TestRoster.shop())
            .timeline(
                """
                00:00 summon carla to=team:nobody
                00:00 refused carla
                00:10 quiet
                """);

    assertThat(first(night, "refused").getWhy())
        .isEqualTo("Expected people, teams and schedules of the roster, but got 'team:nobody'");
    assertThat(night.pages).extracting(Page::getKind).isEmpty();
  }

  private static IncidentEvent first(Night night, String type) {
    return night.events.stream()
        .filter(event -> event.getType().equals(type))
        .findFirst()
        .orElseThrow();
  }

  private static String why(Night night, String type) {
    return first(night, type).getWhy();
  }

  @Test
  void leavesAloneWhoAcknowledgesThatTheyHelp() {
    var night =
        Night.of(
                TestRoster.shop()
                    .person(
                        "bo",
                        p ->
                            p.setContacts(Map.of("slack", "U", "phone", "+49"))
                                .setNotifyHigh(
                                    List.of(
                                        new NotifyRule("slack", 0L),
                                        new NotifyRule("sms", 60_000L),
                                        new NotifyRule("call", 180_000L)))))
            .timeline(
                """
                00:00 fires   db-down
                00:00 opened  checkout-1
                00:00 page    asha slack
                01:00 ack     asha
                01:00 acknowledged asha
                02:00 help    asha to=bo
                02:00 responder-added bo
                02:00 page    bo slack
                02:20 ack     bo
                02:20 already bo
                10:00 quiet
                """);

    assertThat(why(night, "already")).isEqualTo("asha has it since Mon 00:01:00 UTC");
  }

  @Test
  void leavesAloneWhoAcknowledgesAtTheSenderThatTheyHelp() {
    Night.of(
            TestRoster.shop()
                .person(
                    "bo",
                    p ->
                        p.setContacts(Map.of("slack", "U", "phone", "+49"))
                            .setNotifyHigh(
                                List.of(
                                    new NotifyRule("slack", 0L),
                                    new NotifyRule("sms", 60_000L),
                                    new NotifyRule("call", 180_000L)))))
        .timeline(
            """
            00:00 fires   db-down
            00:00 opened  checkout-1
            00:00 page    asha slack
            01:00 ack     asha
            01:00 acknowledged asha
            02:00 help    asha to=bo
            02:00 responder-added bo
            02:00 page    bo slack
            02:20 claims  db-down by=bo
            02:20 already bo
            02:21 claims  db-down by=kim
            10:00 quiet
            """);
  }

  @Test
  void callsBackWhatIsOnItsWayToWhoAcknowledgesThatTheyHelp() {
    Night.of(
            TestRoster.shop()
                .person(
                    "bo",
                    p ->
                        p.setContacts(Map.of("slack", "U", "phone", "+49"))
                            .setNotifyHigh(
                                List.of(
                                    new NotifyRule("slack", 0L),
                                    new NotifyRule("sms", 60_000L),
                                    new NotifyRule("call", 180_000L)))))
        .silent("slack")
        .timeline(
            """
            00:00 fires   db-down
            00:00 opened  checkout-1
            00:00 page    asha slack
            01:00 ack     asha
            01:00 acknowledged asha
            01:00 cancel  asha slack
            02:00 help    asha to=bo
            02:00 responder-added bo
            02:00 page    bo slack
            02:20 ack     bo
            02:20 already bo
            02:20 cancel  bo slack
            10:00 quiet
            """);
  }

  @Test
  void leavesAloneWhoHasItAndAcknowledgesThatItGotWorse() {
    Night.of(
            TestRoster.shop()
                .person(
                    "asha",
                    p ->
                        p.setContacts(Map.of("slack", "U", "phone", "+49"))
                            .setNotifyHigh(
                                List.of(
                                    new NotifyRule("slack", 0L),
                                    new NotifyRule("sms", 60_000L),
                                    new NotifyRule("call", 180_000L)))))
        .timeline(
            """
            00:00 fires   db-down group=db
            00:00 opened  checkout-1
            00:00 page    asha slack
            00:30 ack     asha
            00:30 acknowledged asha
            03:10 fires   web-down group=db
            03:10 joined  checkout-1
            03:10 page    asha slack
            03:40 ack     asha
            03:40 already asha
            10:00 fires   mail-down group=db
            10:00 joined  checkout-1
            10:00 page    asha slack
            10:30 claims  db-down group=db by=asha
            10:30 already asha
            20:00 quiet
            """);
  }

  @Test
  void goesOnWithTheirRulesWhereSomebodyElseAcknowledges() {
    Night.of(
            TestRoster.shop()
                .person(
                    "bo",
                    p ->
                        p.setContacts(Map.of("slack", "U", "phone", "+49"))
                            .setNotifyHigh(
                                List.of(
                                    new NotifyRule("slack", 0L),
                                    new NotifyRule("sms", 60_000L),
                                    new NotifyRule("call", 180_000L)))))
        .timeline(
            """
            00:00 fires   db-down
            00:00 opened  checkout-1
            00:00 page    asha slack
            01:00 ack     asha
            01:00 acknowledged asha
            02:00 help    asha to=bo
            02:00 responder-added bo
            02:00 page    bo slack
            02:20 ack     carla
            02:20 already carla
            03:00 page    bo sms
            05:00 page    bo call
            10:00 quiet
            """);
  }
}
