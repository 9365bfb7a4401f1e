package dev.watchbill.roster.yaml;

import static dev.watchbill.roster.RosterText.read;
import static dev.watchbill.roster.RosterText.said;
import static dev.watchbill.roster.RosterText.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.roster.Problem;
import dev.watchbill.roster.Purpose;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** People and channels in Teams. */
class TeamsAddressesTest {
  private static final String USER = "8b081ef6-4792-4def-b2c9-c363a1bf41d5";
  private static final String BO = "bo: {contacts: {email: bo@example.com}}";
  private static final String REACHED =
      with(BO, "bo: {contacts: {teams: %s}, notify: {high: [teams]}}".formatted(USER))
          .replace("steps: [{", "steps: [{via: [teams], ");

  private static String showing(String room) {
    return with("gateway: {", "gateway: {chat: {teams: \"%s\"}, ".formatted(room));
  }

  private static List<String> checked(String yaml) {
    return read(yaml, Purpose.CHECK).problems().stream().map(Problem::toString).toList();
  }

  @Test
  void takesPeopleAndStepsByTeams() {
    assertThat(said(REACHED)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"${env:KEY}", "19:abc_D-1@thread.tacv2", "19:abc@thread.v2"})
  void takesAWorkflowOrAChannel(String room) {
    assertThat(said(showing(room))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://example.com/workflows/1?sig=s3cr3t", "#payments", "General"})
  void refusesWhatIsNeitherAndRepeatsNoSecret(String room) {
    assertThat(said(showing(room)))
        .singleElement()
        .asString()
        .contains(
            "services.gateway.chat.teams: expected ${env:NAME} or ${file:PATH} of a workflow, or a"
                + " channel such as 19:abc@thread.tacv2")
        .doesNotContain(room);
  }

  @Test
  void refusesAPersonWhoIsNoObjectId() {
    assertThat(said(REACHED.replace(USER, "bo@example.com")))
        .contains(
            "roster/shop.yaml:7: people.bo.contacts.teams: expected a Microsoft Entra object id"
                + " such as 8b081ef6-4792-4def-b2c9-c363a1bf41d5, but got \"bo@example.com\"");
  }

  @Test
  void warnsWhereTheBotIsNotSetUpAndSomebodyReliesOnIt() {
    var warning =
        "expected WATCHBILL_TEAMS_APP_ID, WATCHBILL_TEAMS_APP_PASSWORD, WATCHBILL_TEAMS_TENANT to"
            + " be set, as 1 person relies on teams";

    assertThat(checked(REACHED)).anySatisfy(said -> assertThat(said).contains(warning));
    assertThat(checked(showing("19:abc@thread.tacv2")))
        .anySatisfy(said -> assertThat(said).contains("as 1 chat channel relies on teams"));
    assertThat(checked(showing("${env:KEY}")))
        .noneSatisfy(said -> assertThat(said).containsPattern("rel(y|ies) on teams"));
  }
}
