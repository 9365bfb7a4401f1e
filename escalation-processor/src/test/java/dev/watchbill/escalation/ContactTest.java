package dev.watchbill.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.NotifyRule;
import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.serde.TrustedRecords;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who can be reached. */
class ContactTest {
  static {
    TrustedRecords.trust();
  }

  private static final List<NotifyRule> INBOX =
      List.of(NotifyRule.newBuilder().setVia("inbox").build());

  @Test
  void reachesWhoHasAContactOrChoseTheInboxForWhatIsUrgent() {
    assertThat(Contact.reaches(person().setContacts(Map.of("email", "a@b")).build())).isTrue();
    assertThat(Contact.reaches(person().setNotifyHigh(INBOX).build())).isTrue();
  }

  @Test
  void doesNotReachWhoLooksThereOnlyForWhatIsNot() {
    assertThat(Contact.reaches(person().setNotifyLow(INBOX).build())).isFalse();
  }

  @Test
  void takesAnAccountInATrackerForNoContact() {
    for (var tracker : List.of("jira", "redmine", "github", "gitlab", "servicenow")) {
      assertThat(Contact.reaches(person().setContacts(Map.of(tracker, "1")).build())).isFalse();
    }
  }

  private static Person.Builder person() {
    return Person.newBuilder().setId("asha");
  }
}
