package dev.watchbill.roster.yaml;

import static dev.watchbill.roster.RosterText.read;
import static dev.watchbill.roster.RosterText.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.roster.Problem;
import dev.watchbill.roster.Purpose;
import org.junit.jupiter.api.Test;

/** Accounts, mailboxes and phones that two people have. */
class SharedAccountsTest {
  private static final String BO = "bo: {contacts: {email: bo@example.com}}";

  private static String checked(String contacts) {
    var both = "bo: {contacts: {%s}}\n  ann: {contacts: {%s}}".formatted(contacts, contacts);
    return String.join(
        "\n",
        read(with(BO, both), Purpose.CHECK).problems().stream().map(Problem::toString).toList());
  }

  @Test
  void warnsOfAnAccountThatActsInTwoNames() {
    assertThat(checked("slack: U02BO, github: bo"))
        .contains(
            "people.bo.contacts.slack: expected an account of one person, but got that of ann, too:"
                + " whatever is done with it counts as done by ann")
        .contains("people.bo.contacts.github: expected an account of one person");
  }

  @Test
  void letsMailboxesAndPhonesBeShared() {
    assertThat(checked("email: ops@example.com, phone: \"+49 (0)170 1234567\""))
        .doesNotContain("account of one person");
  }
}
