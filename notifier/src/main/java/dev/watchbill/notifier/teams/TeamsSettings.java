package dev.watchbill.notifier.teams;

import dev.watchbill.schemas.config.Environment;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the bot in Teams is reached, and reaches.
 *
 * @param appId the bot's Microsoft app id
 * @param password a client secret of that app
 * @param tenant the Microsoft Entra tenant that the bot serves; nobody else's requests are taken
 * @param url the connector that is asked unless a conversation has named another
 * @param login where tokens are had
 * @param openId what says with which keys requests to us are signed
 */
public record TeamsSettings(
    String appId, String password, String tenant, URI url, URI login, URI openId) {
  private static final String APP_ID = "WATCHBILL_TEAMS_APP_ID";
  private static final String APP_PASSWORD = "WATCHBILL_TEAMS_APP_PASSWORD";
  private static final String TENANT = "WATCHBILL_TEAMS_TENANT";
  private static final Pattern GUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  /**
   * Reads {@code WATCHBILL_TEAMS_APP_ID}, {@code _APP_PASSWORD}, {@code _TENANT}; {@code _URL},
   * {@code _LOGIN_URL} and {@code _OPENID_URL} replace Microsoft's own addresses.
   *
   * @return empty: none of the first three is set
   * @throws IllegalArgumentException if only some of them are, or one is no id
   */
  public static Optional<TeamsSettings> of(Environment environment) {
    var needed = List.of(APP_ID, APP_PASSWORD, TENANT);
    var unset = needed.stream().filter(name -> environment.value(name).isEmpty()).toList();
    if (unset.size() == needed.size()) {
      return Optional.empty();
    }
    if (!unset.isEmpty()) {
      throw new IllegalArgumentException(
          "expected %s to be set, as the others are".formatted(String.join(", ", unset)));
    }
    var values = needed.stream().map(name -> environment.value(name).orElseThrow()).toList();
    var tenant = id(TENANT, values.getLast());
    return Optional.of(
        new TeamsSettings(
            id(APP_ID, values.getFirst()),
            values.get(1),
            tenant,
            address(environment, "WATCHBILL_TEAMS_URL", "https://smba.trafficmanager.net/teams/"),
            address(
                environment,
                "WATCHBILL_TEAMS_LOGIN_URL",
                "https://login.microsoftonline.com/%s/oauth2/v2.0/token".formatted(tenant)),
            address(
                environment,
                "WATCHBILL_TEAMS_OPENID_URL",
                "https://login.botframework.com/v1/.well-known/openidconfiguration")));
  }

  /** Whether it can be the id of an app, a tenant or a user. */
  static boolean isId(String text) {
    return GUID.matcher(text).matches();
  }

  private static String id(String name, String value) {
    if (!isId(value)) {
      throw new IllegalArgumentException(
          "expected %s to be an id such as 8b081ef6-4792-4def-b2c9-c363a1bf41d5, but got \"%s\""
              .formatted(name, value));
    }
    return value;
  }

  private static URI address(Environment environment, String name, String usual) {
    var text = environment.value(name).orElse(usual);
    var uri = URI.create(text);
    if (uri.getHost() == null || !String.valueOf(uri.getScheme()).matches("https?")) {
      throw new IllegalArgumentException(
          "expected %s to be an address such as %s, but got \"%s\"".formatted(name, usual, text));
    }
    return uri;
  }

  /** The password is a secret. */
  @Override
  public String toString() {
    return "TeamsSettings[app %s, tenant %s, %s]".formatted(appId, tenant, url);
  }
}
