package dev.watchbill.console.auth;

import dev.watchbill.console.auth.Principal.Kind;
import dev.watchbill.schemas.Credential;
import dev.watchbill.schemas.roster.Role;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Who somebody is by what they show. A person's rights are the roster's of today: who has left it
 * has none, whatever they still hold.
 */
public final class Doorkeeper {
  private final Credentials credentials;
  private final Supplier<RosterSnapshot> roster;

  public Doorkeeper(Credentials credentials, Supplier<RosterSnapshot> roster) {
    this.credentials = credentials;
    this.roster = roster;
  }

  /** Whose bearer token this is. */
  public Optional<Principal> byToken(String secret) {
    return credentials
        .find(secret)
        .filter(found -> found.getKind().equals("token"))
        .flatMap(found -> principal(found, Kind.TOKEN, ""));
  }

  /** Whose session's cookie this is. */
  public Optional<Principal> bySession(String secret) {
    return credentials
        .find(secret)
        .filter(found -> found.getKind().equals("session"))
        .flatMap(found -> principal(found, Kind.SESSION, Principal.csrfOf(secret)));
  }

  /** Whether what somebody showed still lets them in, wherever it was taken back. */
  public boolean stillKnows(Principal who) {
    return credentials
        .byId(who.credential())
        .filter(credentials::isInForce)
        .filter(it -> it.getUsedBy() == null)
        .flatMap(this::role)
        .isPresent();
  }

  private Optional<Principal> principal(Credential credential, Kind kind, String csrf) {
    return role(credential)
        .map(role ->
            new Principal(
                actor(credential),
                credential.getPerson(),
                role,
                teamRoles(credential),
                kind,
                credential.getId(),
                csrf,
                credential.getExpiresAt()));
  }

  /**
   * A person's sessions have the person's role, or the one their groups at an identity provider
   * give them; their tokens may have less, never more.
   */
  private Optional<Role> role(Credential credential) {
    var given = Role.parse(credential.getRole());
    var person = credential.getPerson();
    if (person == null) {
      return given;
    }
    var own = Role.of(person, roster.get());
    if (!credential.getKind().equals("session")) {
      return own.flatMap(highest -> given.map(highest::atMost));
    }
    return credential.getSubject() == null ? own : own.map(it -> given.map(it::atLeast).orElse(it));
  }

  private static Map<String, Role> teamRoles(Credential credential) {
    var roles = new HashMap<String, Role>();
    credential
        .getTeamRoles()
        .forEach((team, text) -> Role.parse(text).ifPresent(role -> roles.put(team, role)));
    return roles;
  }

  /** A session of nobody is the operator's, who holds the installation's first token. */
  private static String actor(Credential credential) {
    if (credential.getPerson() != null) {
      return credential.getPerson();
    }
    if (credential.getSubject() != null) {
      return "oidc:" + credential.getSubject();
    }
    return credential.getKind().equals("token")
        ? credential.getId()
        : "token:" + credential.getRole();
  }
}
