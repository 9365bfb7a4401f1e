package dev.watchbill.console.auth;

import dev.watchbill.schemas.Credential;
import dev.watchbill.schemas.config.Secrets;
import dev.watchbill.schemas.roster.Role;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Begins sessions, also with one-time links, and ends them. */
public final class SignIn {
  /** How long a browser stays signed in. */
  public static final Duration SESSION = Duration.ofDays(30);

  /** The same where an identity provider said what somebody may do: that may change there. */
  private static final Duration VOUCHED_FOR = Duration.ofHours(12);

  private final Credentials credentials;
  private final InstantSource clock;

  public SignIn(Credentials credentials, InstantSource clock) {
    this.credentials = credentials;
    this.clock = clock;
  }

  /** What became of an attempt. */
  public sealed interface Outcome {
    /**
     * A session began.
     *
     * @param secret for the cookie; nowhere else
     */
    record SignedIn(String secret, Credential session) implements Outcome {}

    /** None did. */
    record Refused(String why) implements Outcome {}
  }

  /** Whether there is such a link at all, expired or not. */
  public boolean isKnown(String secret) {
    return credentials.findAtAll(secret).filter(SignIn::isLink).isPresent();
  }

  /**
   * Whether a link would work now; looking doesn't use it up.
   *
   * @param by who would use it
   */
  public boolean isGood(String secret, String by) {
    return credentials.usable(secret, by).filter(SignIn::isLink).isPresent();
  }

  /**
   * Uses a link up, and begins a session with it.
   *
   * @param by who uses it
   * @throws LogAway if it can't be told in time who was first; the same one may try again
   */
  public Outcome enter(String secret, String by) {
    var link = credentials.findAtAll(secret).filter(SignIn::isLink);
    if (link.isEmpty()) {
      return new Outcome.Refused(
          "This sign-in link isn't known: it was used already, or it isn't whole.");
    }
    if (!credentials.isInForce(link.get())) {
      return new Outcome.Refused("This sign-in link has expired.");
    }
    return credentials
        .once(secret, "link", by, this::begin)
        .<Outcome>map(it -> it)
        .orElseGet(() -> new Outcome.Refused("This sign-in link was used already."));
  }

  private Outcome.SignedIn begin(Credential link) {
    return begin(
        Credential.newBuilder()
            .setPerson(link.getPerson())
            .setRole(link.getRole())
            .setWhy("signed in with " + link.getId()),
        SESSION);
  }

  /** Begins a session for a person who showed who they are. */
  public Outcome.SignedIn begin(String person, String why) {
    return begin(Credential.newBuilder().setPerson(person).setWhy(why), SESSION);
  }

  /**
   * Begins a session for whom an identity provider vouches.
   *
   * @param person null: nobody of the roster
   * @param subject whom, as people know them
   */
  public Outcome.SignedIn begin(
      @Nullable String person, String subject, Role role, Map<String, Role> teamRoles) {
    var texts = new HashMap<String, String>();
    teamRoles.forEach((team, held) -> texts.put(team, held.text()));
    return begin(
        Credential.newBuilder()
            .setPerson(person)
            .setSubject(subject)
            .setRole(role.text())
            .setTeamRoles(texts)
            .setWhy("signed in with the identity provider"),
        VOUCHED_FOR);
  }

  private Outcome.SignedIn begin(Credential.Builder whose, Duration length) {
    var secret = Secrets.mint();
    var now = clock.instant();
    var session =
        whose
            .setId("session:" + Secrets.mint().substring(0, 16))
            .setKind("session")
            .setHash(Secrets.hash(secret))
            .setCreatedAt(now)
            .setExpiresAt(now.plus(length))
            .build();
    credentials.add(session);
    return new Outcome.SignedIn(secret, session);
  }

  /** Ends a session; its cookie counts no more. */
  public void leave(Principal who) {
    if (who.kind() == Principal.Kind.SESSION) {
      credentials.remove(who.credential());
    }
  }

  private static boolean isLink(Credential credential) {
    return credential.getKind().equals("link");
  }
}
