package dev.watchbill.console.auth.oidc;

import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.roster.Role;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether somebody an identity provider vouches for may come in, and as whom. */
public sealed interface Admission {
  /**
   * They may.
   *
   * @param person null: nobody of the roster
   * @param subject whom, as people know them
   * @param role that holds everywhere
   * @param teamRoles that hold for one team, by team
   */
  record Admitted(@Nullable String person, String subject, Role role, Map<String, Role> teamRoles)
      implements Admission {}

  /** They may not. */
  record Refused(String why) implements Admission {}

  /** Decides by what the provider says and the roster in force. */
  static Admission of(Vouched who, OidcSettings settings, RosterSnapshot roster) {
    var unverified = settings.personClaim().equals("email") && !isBelieved(who, settings);
    var person = unverified ? Optional.<String>empty() : personOf(who.person(), roster);
    var given = settings.roles().of(who.groups());
    var subject = who.person().isEmpty() ? who.subject() : who.person();
    if (person.isPresent()) {
      // Whoever stands in the roster has what it gives at least; see Doorkeeper.
      return new Admitted(
          person.get(), subject, given.everywhere().orElse(Role.VIEWER), given.byTeam());
    }
    if (!given.isNothing()) {
      return new Admitted(null, subject, given.everywhere().orElse(Role.VIEWER), given.byTeam());
    }
    return new Refused(
        unverified
            ? "The identity provider doesn't say that it verified %s, so that nobody of the roster is looked up by it."
                .formatted(subject)
            : "The identity provider knows you as %s, but the roster has nobody of that id or e-mail address, and none of your groups gives a role here."
                .formatted(subject));
  }

  private static boolean isBelieved(Vouched who, OidcSettings settings) {
    return who.emailVerified() || settings.trustEmail();
  }

  private static Optional<String> personOf(String claimed, RosterSnapshot roster) {
    if (claimed.isEmpty()) {
      return Optional.empty();
    }
    if (roster.people().containsKey(claimed)) {
      return Optional.of(claimed);
    }
    var address = claimed.toLowerCase(Locale.ROOT);
    var found =
        roster.people().values().stream()
            .filter(person ->
                Objects.requireNonNullElse(person.getContacts().get("email"), "")
                    .toLowerCase(Locale.ROOT)
                    .equals(address))
            .map(Person::getId)
            .toList();
    // Two people with one address: neither is meant for sure.
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }
}
