package dev.watchbill.console.auth;

import dev.watchbill.schemas.config.Secrets;
import dev.watchbill.schemas.roster.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who asks.
 *
 * @param actor as it stands in responses and the audit: a person id, or {@code token:NAME}
 * @param person null: a machine, or the operator who started the installation
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

  /** The token a session's forms send back: known only to who has the session. */
  static String csrfOf(String session) {
    return Secrets.hash("csrf:" + session).substring(0, 32);
  }
}
