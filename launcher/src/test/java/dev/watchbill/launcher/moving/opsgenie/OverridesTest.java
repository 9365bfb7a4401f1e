package dev.watchbill.launcher.moving.opsgenie;

import static dev.watchbill.launcher.moving.opsgenie.Accounts.ANN;
import static dev.watchbill.launcher.moving.opsgenie.Accounts.BOB;
import static dev.watchbill.launcher.moving.opsgenie.Accounts.moved;
import static dev.watchbill.launcher.moving.opsgenie.Accounts.overridden;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.launcher.moving.opsgenie.Account.OverrideEntry;
import dev.watchbill.launcher.moving.opsgenie.Account.Recipient;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverridesTest {
  private static OverrideEntry override(Recipient user, String from, String to) {
    return new OverrideEntry(
        user,
        List.of(),
        Instant.parse("2026-03-" + from + "T00:00:00Z"),
        Instant.parse("2026-03-" + to + "T00:00:00Z"));
  }

  @Test
  void saysWhoLostWhichTimeToWhom() {
    var draft = moved(overridden(override(ANN, "20", "22"), override(BOB, "21", "24")));

    assertThat(draft.teams().getFirst().overrides().getLast().notes())
        .containsExactly(
            "An override by bob from 2026-03-21T00:00:00Z to 2026-03-24T00:00:00Z, without what others keep: ann has it from 2026-03-21T00:00:00Z to 2026-03-22T00:00:00Z.");
  }

  @Test
  void saysSoOfOneThatIsCoveredCompletely() {
    var draft = moved(overridden(override(ANN, "20", "24"), override(BOB, "21", "22")));

    assertThat(draft.teams().getFirst().overrides()).hasSize(1);
    assertThat(draft.notes())
        .contains(
            "An override of primary by bob, from 2026-03-21T00:00:00Z to 2026-03-22T00:00:00Z, was left out: ann has it from 2026-03-21T00:00:00Z to 2026-03-22T00:00:00Z.");
  }

  @Test
  void saysNothingWhereNobodyLosesAnything() {
    var draft = moved(overridden(override(ANN, "20", "22"), override(ANN, "21", "24")));

    assertThat(draft.teams().getFirst().overrides())
        .hasSize(2)
        .allMatch(it -> it.notes().isEmpty());
  }
}
