package dev.watchbill.console.auth.http;

/**
 * A page for whoever isn't signed in.
 *
 * @param path where its form is sent
 * @param person display name of whose invitation it is; empty elsewhere
 * @param name that was typed before; empty: none
 * @param problem with what was just tried; empty: none
 * @param provider what the identity provider's button says; empty: there is none
 */
public record SignInView(
    Kind kind, String path, String person, String name, String problem, String provider) {

  /** What it offers. */
  public enum Kind {
    /** A name and a password, or the identity provider. */
    WAYS,
    /** A button that uses a link up. */
    LINK,
    /** A password to choose. */
    INVITATION,
    /** Nothing but what is wrong. */
    PROBLEM
  }

  static SignInView ways(String name, String problem, String provider) {
    return new SignInView(Kind.WAYS, "/sign-in", "", name, problem, provider);
  }

  static SignInView link(String secret) {
    return new SignInView(Kind.LINK, "/sign-in/" + secret, "", "", "", "");
  }

  static SignInView invitation(String secret, String person, String problem) {
    return new SignInView(Kind.INVITATION, "/invitations/" + secret, person, "", problem, "");
  }

  static SignInView problem(String problem) {
    return new SignInView(Kind.PROBLEM, "", "", "", problem, "");
  }
}
