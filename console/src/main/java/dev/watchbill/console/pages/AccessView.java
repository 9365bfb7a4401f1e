package dev.watchbill.console.pages;

import dev.watchbill.console.auth.Accounts.Account;
import dev.watchbill.schemas.Credential;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who can sign in, and who is.
 *
 * @param hasPassword whether the viewer signs in with a password, which can then be changed
 * @param session id of the viewer's own
 * @param accounts null: not for this viewer
 * @param everybodys sessions, the newest first; null: not for this viewer
 */
public record AccessView(
    boolean hasPassword,
    String session,
    @Nullable List<Account> accounts,
    @Nullable List<Credential> everybodys,
    People people) {

  /** Whose session this is, as people know them. */
  public String whose(Credential session) {
    if (session.getPerson() != null) {
      return people.name(session.getPerson());
    }
    return session.getSubject() == null ? "the operator" : session.getSubject();
  }
}
