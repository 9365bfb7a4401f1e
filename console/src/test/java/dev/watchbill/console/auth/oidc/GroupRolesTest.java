package dev.watchbill.console.auth.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchbill.schemas.roster.Role;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupRolesTest {
  private static final GroupRoles ROLES =
      GroupRoles.parse(
          "admin=sre-leads; responder=/eng/on call; manager@payments=payments-leads;"
              + "responder@payments=payments; viewer=*");

  @Test
  void givesWhomeverTheProviderVouchesForWhatTheStarGives() {
    var given = ROLES.of(Set.of());
    assertThat(given.everywhere()).contains(Role.VIEWER);
    assertThat(given.byTeam()).isEmpty();
  }

  @Test
  void givesTheHighestOfAllGroups() {
    var given = ROLES.of(List.of("payments", "payments-leads", "/eng/on call"));
    assertThat(given.everywhere()).contains(Role.RESPONDER);
    assertThat(given.byTeam()).containsOnlyKeys("payments").containsValue(Role.MANAGER);
  }

  @Test
  void givesNothingWhereNoRuleSaysSo() {
    assertThat(GroupRoles.parse("admin=sre").of(Set.of("dev")).isNothing()).isTrue();
    assertThat(GroupRoles.parse("").of(Set.of("dev")).isNothing()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"boss=sre", "admin", "admin=", "=sre", "manager@=x"})
  void saysWhichRuleIsNone(String text) {
    assertThatThrownBy(() -> GroupRoles.parse("viewer=*;" + text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("but got \"" + text + "\"");
  }
}
