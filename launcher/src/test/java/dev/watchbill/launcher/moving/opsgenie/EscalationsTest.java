package dev.watchbill.launcher.moving.opsgenie;

import static dev.watchbill.launcher.moving.opsgenie.Accounts.ANN;
import static dev.watchbill.launcher.moving.opsgenie.Accounts.SHOP;
import static dev.watchbill.launcher.moving.opsgenie.Accounts.escalated;
import static dev.watchbill.launcher.moving.opsgenie.Accounts.moved;
import static dev.watchbill.launcher.moving.opsgenie.Accounts.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.launcher.moving.Draft.Step;
import dev.watchbill.launcher.moving.opsgenie.Account.EscalationRule;
import java.util.List;
import org.junit.jupiter.api.Test;

class EscalationsTest {
  private static Step step(EscalationRule... rules) {
    var policy = moved(escalated(rules)).policies().getFirst();
    return policy.reactions().getOrDefault("critical", Escalations.only("none")).steps().getFirst();
  }

  @Test
  void saysThatATeamsOwnRulesAreNotAsked() {
    var step = step(rule("default", 10, SHOP));

    assertThat(step.targets()).containsExactly("team:shop");
    assertThat(step.notes())
        .containsExactly(
            "Opsgenie asks the routing rules of the team \"Shop\"; all its members are paged here.");
    assertThat(step(rule("all", 10, SHOP)).notes()).isEmpty();
  }

  @Test
  void saysOfOneAtRandomWhatTheStepDoes() {
    var alone = step(rule("random", 0, SHOP));
    var beside = step(rule("random", 0, SHOP), rule("default", 0, ANN));

    assertThat(alone.roundRobin()).isTrue();
    assertThat(alone.notes())
        .containsExactly(
            "Opsgenie takes one of the team at random; here each incident takes the next.");
    assertThat(beside.roundRobin()).isFalse();
    assertThat(beside.targets()).isEqualTo(List.of("team:shop", "person:ann"));
    assertThat(beside.notes())
        .containsExactly(
            "Opsgenie takes one of the team \"Shop\" at random; all of it are paged here, as another rule has the same time.");
  }
}
