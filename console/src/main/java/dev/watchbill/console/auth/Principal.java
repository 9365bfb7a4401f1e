package dev.watchbill.console.auth;

import dev.watchbill.schemas.config.Secrets;
import dev.watchbill.schemas.roster.Role;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who asks.
 *
 * @param actor as it stands in responses and the audit: a person id, {@code token:NAME}, or {@code
 *     oidc:WHO} for whom only an identity provider knows
 * @param person null: a machine, or the operator who started the installation
 * @param role what they may do everywhere
 * @param teamRoles what more they may do for one team, by team
 * @param kind how they showed who they are
 * @param credential id of what they showed
 * @param csrf what a form of this session sends back; empty for tokens, which no browser sends by
 *     itself
 * @param expiresAt null: not by itself
 */
public record Principal(
    String actor,
    @Nullable String person,
    Role role,
    Map<String, Role> teamRoles,
    Kind kind,
    String credential,
    String csrf,
    @Nullable Instant expiresAt) {

  /** How somebody showed who they are. */
  public enum Kind {
    /** A bearer token. */
    TOKEN,
    /** A browser's cookie. */
    SESSION
  }

  public Principal {
    teamRoles = Map.copyOf(teamRoles);
  }

  /**
   * What they may do for a team.
   *
   * @param team null: what belongs to no team
   */
  public Role roleIn(@Nullable String team) {
    var own = team == null ? null : teamRoles.get(team);
    return own != null && own.covers(role) ? own : role;
  }

  /** The most they may do for any team. */
  public Role highest() {
    return teamRoles.values().stream().filter(own -> own.covers(role)).reduce(role, Role::atLeast);
  }

  /**
   * Lets them on only if they may do this for a team.
   *
   * @param team null: what belongs to no team
   * @throws NotAllowed otherwise
   */
  public void mustBe(Role least, @Nullable String team) {
    if (!roleIn(team).covers(least)) {
      throw new NotAllowed(
          "Expected at least the role %s%s, but %s has the role %s"
              .formatted(
                  least.text(),
                  team == null ? "" : " for the team " + team,
                  actor,
                  roleIn(team).text()));
    }
  }

  /**
   * Whether they may act for somebody: themselves, or whom they manage, everywhere or in a team.
   */
  public boolean mayActFor(String other, RosterSnapshot roster) {
    return other.equals(person)
        || role.covers(Role.MANAGER)
        || roster.teams().values().stream()
            .filter(team -> team.getMembers().contains(other))
            .anyMatch(team -> roleIn(team.getId()).covers(Role.MANAGER));
  }

  /** The token a session's forms send back: known only to who has the session. */
  static String csrfOf(String session) {
    return Secrets.hash("csrf:" + session).substring(0, 32);
  }
}
