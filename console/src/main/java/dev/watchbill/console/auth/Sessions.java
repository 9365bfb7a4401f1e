package dev.watchbill.console.auth;

import dev.watchbill.schemas.Credential;
import dev.watchbill.schemas.roster.Role;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Browsers that are signed in: one's own, and for admins everybody's. */
public final class Sessions {
  private final Credentials credentials;

  public Sessions(Credentials credentials) {
    this.credentials = credentials;
  }

  /** One's own, the newest first. */
  public List<Credential> of(Principal who) {
    return all(null).stream().filter(it -> isTheirs(it, who)).toList();
  }

  /** Ends one; its cookie counts no more. @return false: they have none of this id */
  public boolean end(Principal who, String id) {
    var found = find(id).filter(it -> isTheirs(it, who) || who.role().covers(Role.ADMIN));
    found.ifPresent(it -> credentials.remove(it.getId()));
    return found.isPresent();
  }

  /** Everybody's, or one person's, the newest first; for admins. */
  public List<Credential> all(@Nullable String person) {
    return credentials.all().stream()
        .filter(it -> it.getKind().equals("session") && credentials.isInForce(it))
        .filter(it -> person == null || person.equals(it.getPerson()))
        .sorted(Comparator.comparing(Credential::getCreatedAt).reversed())
        .toList();
  }

  /**
   * Ends a person's.
   *
   * @param but id of one that goes on; empty: all end
   */
  public void endAllOf(String person, String but) {
    all(person).stream()
        .map(Credential::getId)
        .filter(id -> !id.equals(but))
        .forEach(credentials::remove);
  }

  private Optional<Credential> find(String id) {
    return credentials.all().stream()
        .filter(it -> it.getKind().equals("session") && it.getId().equals(id))
        .findFirst();
  }

  /** A session of nobody in the roster is the operator's, as is a token of nobody. */
  private static boolean isTheirs(Credential session, Principal who) {
    if (session.getPerson() != null || who.person() != null) {
      return Objects.equals(session.getPerson(), who.person());
    }
    return session.getSubject() == null
        ? who.role().covers(Role.ADMIN)
        : who.actor().equals("oidc:" + session.getSubject());
  }
}
