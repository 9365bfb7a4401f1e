package dev.watchbill.launcher.moving.pagerduty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.launcher.moving.Draft.Person;
import dev.watchbill.launcher.moving.Zones;
import dev.watchbill.launcher.moving.pagerduty.Account.Contact;
import dev.watchbill.launcher.moving.pagerduty.Account.Rule;
import dev.watchbill.launcher.moving.pagerduty.Account.User;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PeopleTest {
  private static final Contact DESK = new Contact("C1", "phone", "+1-5555550100");
  private static final Contact MOBILE = new Contact("C2", "sms", "+1-5555550199");

  private static Person asha(String zone, Rule... rules) {
    var user =
        new User(
            "PA", "Asha", "asha@example.com", zone, "user", List.of(DESK, MOBILE), List.of(rules));
    return new People(List.of(user)).drafts(Zones.UTC).getFirst();
  }

  @Test
  void takesTheNumberThatIsToldFirst() {
    var asha = asha("UTC", new Rule("low", 0, "C1"), new Rule("high", 0, "C2"));

    assertThat(asha.contacts()).isEqualTo(Map.of("phone", "+15555550199"));
    assertThat(asha.notes())
        .containsExactly(
            "There is place for one phone here; PagerDuty has another, +15555550100.",
            "The rule \"call after 0 min\" is for +1-5555550100 in PagerDuty; here it goes to +15555550199.");
  }

  @Test
  void takesTheNumberOfTheSoonestOfTwoRules() {
    assertThat(asha("UTC", new Rule("high", 5, "C2"), new Rule("high", 1, "C1")).contacts())
        .isEqualTo(Map.of("phone", "+15555550100"));
  }

  @Test
  void namesARuleWhoseContactIsMissing() {
    assertThat(asha("UTC", new Rule("high", 0, "C9")).notes())
        .contains(
            "A rule of high urgency was left out: its contact isn't among those that PagerDuty gave.");
  }

  @Test
  void namesATimeZoneThatIsNotKnown() {
    assertThat(asha("Mars/Olympus").notes())
        .contains("The time zone \"Mars/Olympus\" isn't known here.");
  }
}
