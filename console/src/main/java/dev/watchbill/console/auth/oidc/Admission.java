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

  /**
   * Decides by what the provider says and the roster in force. An address that nobody verified is
   * whatever somebody typed: nobody is looked up by it, and nobody is called by it.
   */
  static Admission of(Vouched who, OidcSettings settings, RosterSnapshot roster) {
    var believed = isBelieved(who, settings);
    var person = personOf(who.person(), settings, believed, roster);
    var given = settings.roles().of(who.groups());
    var isAddress = settings.personClaim().equals("email") || who.person().contains("@");
    var named = !who.person().isEmpty() && (believed || !isAddress);
    var subject = named ? who.person() : who.subject();
    if (person.isPresent()) {
      // Whoever stands in the roster has what it gives at least; see Doorkeeper.
      return new Admitted(
          person.get(), subject, given.everywhere().orElse(Role.VIEWER), given.byTeam());
    }
    if (!given.isNothing()) {
      return new Admitted(null, subject, given.everywhere().orElse(Role.VIEWER), given.byTeam());
    }
    return new Refused(
        who.person().isEmpty() || named
            ? "The identity provider knows you as %s, but the roster has nobody of that id or e-mail address, and none of your groups gives a role here."
                .formatted(subject)
            : "The identity provider doesn't say that it verified %s, so that nobody of the roster is looked up by it."
                .formatted(who.person()));
  }

  /** Whether the claimed name, where it is an address, is the person's. */
  private static boolean isBelieved(Vouched who, OidcSettings settings) {
    return settings.trustEmail()
        || (!who.verifiedEmail().isEmpty() && who.verifiedEmail().equalsIgnoreCase(who.person()));
  }

  private static Optional<String> personOf(
      String claimed, OidcSettings settings, boolean believed, RosterSnapshot roster) {
    if (claimed.isEmpty()) {
      return Optional.empty();
    }
    if ((believed || !settings.personClaim().equals("email"))
        && roster.people().containsKey(claimed)) {
      return Optional.of(claimed);
    }
    if (!believed) {
      return Optional.empty();
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
