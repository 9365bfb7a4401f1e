package dev.watchbill.roster.yaml;

import static dev.watchbill.roster.RosterText.read;
import static dev.watchbill.roster.RosterText.roster;
import static dev.watchbill.roster.RosterText.said;
import static dev.watchbill.roster.RosterText.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.roster.Purpose;
import dev.watchbill.roster.publish.RosterRecords;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts of messages in a roster. */
class MessagesTest {
  private static String organization(String messages) {
    return with("organization:\n", "organization:\n  messages: {" + messages + "}\n");
  }

  @Test
  void publishesThemOfTheOrganizationAndOfTeams() {
    var text =
        organization("sms: \"{{title}}\"")
            .replace("  payments:\n", "  payments:\n    messages: {slack: \"{{service}}\"}\n");
    var records = RosterRecords.of(roster(text), "1");

    assertThat(records.get("organization:org"))
        .extracting(it -> Objects.requireNonNull(it).getOrganization().getMessages())
        .isEqualTo(Map.of("sms", "{{title}}"));
    assertThat(records.get("team:payments"))
        .extracting(it -> Objects.requireNonNull(it).getTeam().getMessages())
        .isEqualTo(Map.of("slack", "{{service}}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "sms: \"{{titel}}\" | organization.messages.sms | one with \"titel\" (did you mean \"title\"?)",
        "sms: \"{{>x}}\" | organization.messages.sms | nothing can be included",
        "sms: \"{{#title}}\" | organization.messages.sms | one with the mistake",
        "sms: \"${env:X}\" | organization.messages.sms | a reference",
        "sms: [a] | organization.messages.sms | a list",
        "smoke: \"{{title}}\" | organization.messages.smoke | \"smoke\"",
      })
  void saysWhatIsWrongWithThem(String messages, String path, String got) {
    assertThat(said(organization(messages)))
        .singleElement()
        .asString()
        .contains("roster/shop.yaml:2: " + path + ": expected ")
        .contains(got);
  }

  @Test
  void findsNothingWrongWithGoodOnes() {
    assertThat(read(organization("call: \"{{title}} {{labels.env}}\""), Purpose.CHECK).errors())
        .isEqualTo(List.of());
  }
}
