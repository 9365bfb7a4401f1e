package dev.watchbill.console.auth.oidc;

import dev.watchbill.schemas.config.Environment;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Which identity provider vouches for people, and what is believed of it.
 *
 * @param name as its button says
 * @param issuer exactly as it stands in the provider's tokens
 * @param secret empty: a public client, with PKCE alone
 * @param personClaim whose value is a person's id or e-mail address in the roster
 * @param groupsClaim whose values are groups
 * @param trustEmail whether an address counts that the provider doesn't say it verified
 */
public record OidcSettings(
    String name,
    URI issuer,
    String clientId,
    Optional<String> secret,
    List<String> scopes,
    String personClaim,
    String groupsClaim,
    GroupRoles roles,
    boolean trustEmail) {
  private static final String PREFIX = "WATCHBILL_OIDC_";
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /**
   * As the environment says; empty where it names no issuer.
   *
   * @throws IllegalArgumentException that names the variable that isn't right
   */
  public static Optional<OidcSettings> of(Environment environment) {
    return environment.value(PREFIX + "ISSUER").map(issuer -> of(issuer, environment));
  }

  private static OidcSettings of(String issuer, Environment environment) {
    return new OidcSettings(
        environment.value(PREFIX + "NAME").orElse("your account"),
        read("ISSUER", issuer, OidcSettings::safe),
        environment
            .value(PREFIX + "CLIENT_ID")
            .orElseThrow(() ->
                new IllegalArgumentException(
                    PREFIX
                        + "CLIENT_ID: expected the client's id at "
                        + issuer
                        + ", but got none")),
        environment.value(PREFIX + "CLIENT_SECRET"),
        List.of(environment.value(PREFIX + "SCOPES").orElse("openid profile email").split("\\s+")),
        environment.value(PREFIX + "PERSON_CLAIM").orElse("email"),
        environment.value(PREFIX + "GROUPS_CLAIM").orElse("groups"),
        read("ROLES", environment.value(PREFIX + "ROLES").orElse(""), GroupRoles::parse),
        read(
            "TRUST_EMAIL",
            environment.value(PREFIX + "TRUST_EMAIL").orElse("false"),
            OidcSettings::yesOrNo));
  }

  private static <T> T read(String name, String text, Function<String, T> reading) {
    try {
      return reading.apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(PREFIX + name + ": " + e.getMessage(), e);
    }
  }

  private static URI safe(String text) {
    var uri = URI.create(text);
    var host = uri.getHost();
    var safe =
        host != null
            && ("https".equals(uri.getScheme())
                || ("http".equals(uri.getScheme()) && LOOPBACK.contains(host)));
    if (!safe) {
      throw new IllegalArgumentException("expected an https address, but got \"" + text + "\"");
    }
    return uri;
  }

  private static boolean yesOrNo(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException("expected true or false, but got \"" + text + "\"");
    };
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "OidcSettings[issuer=%s, clientId=%s]".formatted(issuer, clientId);
  }
}
