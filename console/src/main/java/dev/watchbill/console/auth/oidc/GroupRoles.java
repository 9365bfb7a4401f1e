package dev.watchbill.console.auth.oidc;

import dev.watchbill.schemas.roster.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What groups of an identity provider may do here.
 *
 * @param rules each gives one group one role; a person has all that their groups give
 */
public record GroupRoles(List<Rule> rules) {
  private static final String EVERYBODY = "*";

  /**
   * One group's role.
   *
   * @param team for this team only; null: everywhere
   * @param group {@code *}: whomever the provider vouches for
   */
  public record Rule(Role role, @Nullable String team, String group) {}

  /**
   * What somebody's groups give them.
   *
   * @param everywhere empty: no group gives a role that holds everywhere
   */
  public record Given(Optional<Role> everywhere, Map<String, Role> byTeam) {
    /** Whether they may do anything at all. */
    public boolean isNothing() {
      return everywhere.isEmpty() && byTeam.isEmpty();
    }
  }

  public GroupRoles {
    rules = List.copyOf(rules);
  }

  /**
   * Reads rules as they are written: {@code admin=sre-leads; manager@payments=payments-leads;
   * viewer=*}. Group names may hold anything but a semicolon.
   *
   * @throws IllegalArgumentException that says which rule isn't one
   */
  public static GroupRoles parse(String text) {
    var rules = new ArrayList<Rule>();
    for (var part : text.split(";", -1)) {
      if (!part.isBlank()) {
        rules.add(rule(part.strip()));
      }
    }
    return new GroupRoles(rules);
  }

  private static Rule rule(String text) {
    var equals = text.indexOf('=');
    var left = equals < 0 ? "" : text.substring(0, equals).strip();
    var group = text.substring(equals + 1).strip();
    var at = left.indexOf('@');
    var role = Role.parse(at < 0 ? left : left.substring(0, at));
    var team = at < 0 ? null : left.substring(at + 1);
    if (role.isEmpty() || group.isEmpty() || (team != null && team.isEmpty())) {
      throw new IllegalArgumentException(
          "expected rules such as admin=sre-leads; manager@payments=payments-leads, but got \"%s\""
              .formatted(text));
    }
    return new Rule(role.get(), team, group);
  }

  /** What these groups give. */
  public Given of(Collection<String> groups) {
    Optional<Role> everywhere = Optional.empty();
    var byTeam = new HashMap<String, Role>();
    for (var rule : rules) {
      if (!rule.group().equals(EVERYBODY) && !groups.contains(rule.group())) {
        continue;
      }
      if (rule.team() == null) {
        everywhere = Optional.of(everywhere.map(rule.role()::atLeast).orElse(rule.role()));
      } else {
        byTeam.merge(rule.team(), rule.role(), Role::atLeast);
      }
    }
    return new Given(everywhere, Map.copyOf(byTeam));
  }
}
