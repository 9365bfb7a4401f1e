package dev.watchbill.escalation;

import static dev.watchbill.escalation.TestRoster.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.NotifyRule;
import dev.watchbill.schemas.Page;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people set for themselves wins over the roster, and nobody gets out of reach by it. */
class OwnWordTimelineTest {

  @Test
  void pagesByWhatSomebodySetThemselves() {
    Night.of(withPhone())
        .timeline(
            """
            00:00 sets   asha high=sms,call/60
            00:01 fires  db-down
            00:01 opened checkout-1
            00:01 page   asha sms
            01:01 page   asha call
            02:00 quiet
            """);
  }

  @Test
  void takesWhatTheySetWhileAnIncidentIsOpenForTheNextPage() {
    Night.of(withPhone())
        .timeline(
            """
            00:00 fires  db-down
            00:00 opened checkout-1
            00:00 page   asha slack
            01:00 sets   bo high=email email=bo@example.com
            05:00 page   bo email
            06:00 quiet
            """);
  }

  @Test
  void leavesTheRostersRulesWhereSomebodySetsOnlyTheOthers() {
    Night.of(low())
        .timeline(
            """
            00:00 sets   asha high=inbox
            00:01 fires  db-down warning
            00:01 opened checkout-1
            00:01 page   asha slack
            02:00 quiet
            """);
  }

  @Test
  void doesNotDisturbForWhatIsNotUrgentWhereTheySaidSo() {
    Night.of(low())
        .timeline(
            """
            00:00 sets   asha hours=22:00-00:30
            00:01 fires  db-down warning
            00:01 opened checkout-1
            00:01 not-paged asha
            30:00 page   asha slack
            31:00 quiet
            """);
  }

  @Test
  void disturbsForWhatIsUrgentWhateverTheySaid() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 sets   asha hours=22:00-00:30
            00:01 fires  db-down
            00:01 opened checkout-1
            00:01 page   asha slack
            02:00 quiet
            """);
  }

  @Test
  void usesAContactOfTheirsOnlyOnceTheyShowedThatItWorks() {
    var night = Night.of(withPhone());
    night.timeline(
        """
        00:00 sets   asha high=sms unproven=phone
        00:01 fires  db-down
        00:01 opened checkout-1
        00:01 page   asha sms
        02:00 ends   db-down
        02:00 resolved source
        10:00 sets   asha high=sms phone=+4930
        10:01 fires  disk-full
        10:01 opened checkout-2
        10:01 page   asha sms in checkout-2
        """);

    assertThat(night.pages).extracting(Page::getAddress).containsExactly("+49", "+4930");
  }

  @Test
  void reachesSomebodyWhoseOwnRulesNameNoContactTheyHave() {
    Night.of(TestRoster.shop().person("asha", p -> p.setContacts(Map.of("email", "a@b.c"))))
        .timeline(
            """
            00:00 sets   asha high=push unproven=push
            00:01 fires  db-down
            00:01 opened checkout-1
            00:01 page   asha email
            02:00 quiet
            """);
  }

  @Test
  void reachesSomebodyWhoTookAwayAllTheirRules() {
    Night.of(withPhone())
        .timeline(
            """
            00:00 sets   asha high=
            00:01 fires  db-down
            00:01 opened checkout-1
            00:01 page   asha slack
            02:00 quiet
            """);
  }

  @Test
  void goesOnToTheirOtherContactsWhereTheirOwnFails() {
    Night.of(withPhone())
        .failing("sms")
        .timeline(
            """
            00:00 sets   asha high=sms
            00:01 fires  db-down
            00:01 opened checkout-1
            00:01 page   asha sms
            00:01 page   asha slack
            02:00 quiet
            """);
  }

  @Test
  void isNobodyWhereTheRosterDoesNotKnowThem() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 sets   stranger high=sms phone=+4930
            00:01 fires  db-down
            00:01 opened checkout-1
            00:01 page   asha slack
            02:00 quiet
            """);
  }

  private static TestRoster withPhone() {
    return TestRoster.shop()
        .person("asha", p -> p.setContacts(Map.of("slack", "U0ASHA", "phone", "+49")));
  }

  private static TestRoster low() {
    return TestRoster.shop()
        .policy(
            "tier-1",
            "warning",
            p -> p.setUrgency("low"),
            step(Duration.ofHours(1), "schedule:primary"))
        .person("asha", p -> p.setNotifyLow(List.of(new NotifyRule("slack", 0L))));
  }
}
