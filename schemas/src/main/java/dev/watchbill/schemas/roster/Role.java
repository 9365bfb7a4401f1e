package dev.watchbill.schemas.roster;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody may do; each role may do what those before it may. */
public enum Role {
  /** Reads. */
  VIEWER,
  /** Acts on incidents. */
  RESPONDER,
  /** Reads who did what. */
  MANAGER,
  /** Hands out and takes back tokens and sign-in links. */
  ADMIN;

  /** As it is written in credentials and rosters. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether this role may do what a route asks of another. */
  public boolean covers(Role least) {
    return compareTo(least) >= 0;
  }

  /** The lower of two. */
  public Role atMost(Role other) {
    return compareTo(other) <= 0 ? this : other;
  }

  /** The higher of two. */
  public Role atLeast(Role other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** Empty if there is no such role. */
  public static Optional<Role> parse(String text) {
    return Arrays.stream(values()).filter(role -> role.text().equals(text)).findFirst();
  }

  /**
   * The highest role the roster gives a person, alone or as a member of a team; a responder where
   * it says nothing.
   *
   * @return empty if the roster doesn't know the person
   */
  public static Optional<Role> of(String person, RosterSnapshot roster) {
    if (!roster.people().containsKey(person)) {
      return Optional.empty();
    }
    var given = Arrays.stream(values()).filter(role -> isGiven(role, person, roster));
    return Optional.of(given.reduce((lower, higher) -> higher).orElse(RESPONDER));
  }

  private static boolean isGiven(Role role, String person, RosterSnapshot roster) {
    var holders = roster.organization().getRoles().get(role.text());
    return holders != null
        && holders.stream().anyMatch(holder -> isOrHolds(holder, person, roster));
  }

  private static boolean isOrHolds(String holder, String person, RosterSnapshot roster) {
    if (!holder.startsWith("team:")) {
      return holder.equals(person) || holder.equals("person:" + person);
    }
    var team = roster.teams().get(holder.substring("team:".length()));
    return team != null && team.getMembers().contains(person);
  }
}
