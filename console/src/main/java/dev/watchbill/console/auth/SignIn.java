package dev.watchbill.console.auth;

import dev.watchbill.schemas.Credential;
import dev.watchbill.schemas.config.Secrets;
import java.time.Duration;
import java.time.InstantSource;

/** Turns one-time links into sessions, and ends sessions. */
public final class SignIn {
  /** How long a browser stays signed in. */
  public static final Duration SESSION = Duration.ofDays(30);

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

  /** Whether a link would work now; looking doesn't use it up. */
  public boolean isGood(String secret) {
    return credentials.find(secret).filter(SignIn::isLink).isPresent();
  }

  /** Uses a link up, and begins a session with it. */
  public Outcome enter(String secret) {
    var link = credentials.findAtAll(secret).filter(SignIn::isLink);
    if (link.isEmpty()) {
      return new Outcome.Refused(
          "This sign-in link isn't known: it was used already, or it isn't whole.");
    }
    if (!credentials.isInForce(link.get())) {
      return new Outcome.Refused("This sign-in link has expired.");
    }
    if (!credentials.useUp(link.get())) {
      return new Outcome.Refused("This sign-in link was used already.");
    }
    return begin(link.get());
  }

  private Outcome begin(Credential link) {
    var secret = Secrets.mint();
    var now = clock.instant();
    var session =
        Credential.newBuilder()
            .setId("session:" + Secrets.mint().substring(0, 16))
            .setKind("session")
            .setHash(Secrets.hash(secret))
            .setPerson(link.getPerson())
            .setRole(link.getRole())
            .setCreatedAt(now)
            .setExpiresAt(now.plus(SESSION))
            .setWhy("signed in with " + link.getId())
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
