package dev.watchbill.launcher.moving.opsgenie;

import static dev.watchbill.launcher.moving.opsgenie.Accounts.NONE;
import static dev.watchbill.launcher.moving.opsgenie.Accounts.PRIMARY;
import static dev.watchbill.launcher.moving.opsgenie.Accounts.SHOPS;
import static dev.watchbill.launcher.moving.opsgenie.Accounts.always;
import static dev.watchbill.launcher.moving.opsgenie.Accounts.moved;
import static dev.watchbill.launcher.moving.opsgenie.Accounts.priority;
import static dev.watchbill.launcher.moving.opsgenie.Accounts.routed;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchbill.launcher.moving.Draft.Policy;
import dev.watchbill.launcher.moving.Draft.Step;
import dev.watchbill.launcher.moving.opsgenie.Account.RoutingRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoutingTest {
  private static Policy policy(RoutingRule... rules) {
    return moved(routed(rules)).policies().getLast();
  }

  /** Whom each severity pages. */
  private static Map<String, List<String>> paged(Policy policy) {
    var paged = new LinkedHashMap<String, List<String>>();
    policy
        .reactions()
        .forEach((severity, reaction) ->
            paged.put(
                severity,
                reaction.steps().stream().map(Step::targets).flatMap(List::stream).toList()));
    return paged;
  }

  @Test
  void pagesForWhatIsGraveWhereTheLowestPriorityIsForNobody() {
    var policy = policy(priority("equals", "P5", NONE), always(SHOPS));

    assertThat(paged(policy)).isEqualTo(Map.of("critical", List.of("schedule:primary")));
    assertThat(policy.notes())
        .containsExactly("Opsgenie tells P5 from P4; both are info here, and go as P4.");
  }

  @Test
  void asksRulesInTheirOrderAndTheDefaultLast() throws JsonProcessingException {
    var rules =
        new ObjectMapper()
            .readTree(
                """
                [{"name": "default", "isDefault": true, "order": 0}, {"name": "b", "order": 2},
                 {"name": "a", "order": 1}, {"name": "c", "order": 2}]
                """);

    assertThat(Rules.inOrder(rules).findValuesAsText("name"))
        .containsExactly("a", "b", "c", "default");
  }

  @Test
  void saysSoWhereOnlyTheLowestPriorityIsForSomebody() {
    var policy = policy(priority("equals", "P5", PRIMARY), always(NONE));

    assertThat(paged(policy)).isEqualTo(Map.of("critical", List.of()));
    assertThat(policy.notes())
        .contains(
            "Nobody is paged here for any severity, but Opsgenie notifies the schedule \"Primary\" of some of these alerts.");
  }

  @Test
  void saysSoWhereWhatWasLeftOutIsAllThatPages() {
    var day = new RoutingRule("By day", false, "match-all", List.of(), true, SHOPS);
    var sentence =
        "Nobody is paged here for %s, but Opsgenie notifies the escalation \"Shop's\" of some of these alerts.";

    assertThat(policy(day, always(NONE)).notes())
        .containsExactly(
            "The routing rule \"By day\" is about some times, and was left out: its alerts go as the others.",
            sentence.formatted("any severity"));
    assertThat(policy(day, priority("greater-than", "P3", PRIMARY), always(NONE)).notes())
        .contains(sentence.formatted("warning"));
    assertThat(policy(day).notes()).contains(sentence.formatted("any severity"));
    assertThat(policy(day, always(PRIMARY)).notes()).hasSize(1);
  }
}
