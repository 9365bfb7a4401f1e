package dev.watchbill.notifier.ticket;

import dev.watchbill.notifier.web.BaseAddress;
import dev.watchbill.schemas.config.Environment;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * How Jira is reached.
 *
 * @param url of the site, ends with a slash
 * @param user an account's e-mail: Jira Cloud (API v3); empty: Data Center (API v2), where the
 *     token is a personal one
 */
public record JiraSettings(URI url, Optional<String> user, String token) {

  /**
   * Reads {@code WATCHBILL_JIRA_URL}, {@code _USER}, {@code _TOKEN}.
   *
   * @return empty: address or token isn't set
   */
  public static Optional<JiraSettings> of(Environment environment) {
    return environment
        .value("WATCHBILL_JIRA_URL")
        .flatMap(url ->
            environment
                .value("WATCHBILL_JIRA_TOKEN")
                .map(token ->
                    new JiraSettings(
                        BaseAddress.of(url), environment.value("WATCHBILL_JIRA_USER"), token)));
  }

  boolean isCloud() {
    return user.isPresent();
  }

  String authorization() {
    return user.map(name ->
            "Basic "
                + Base64.getEncoder()
                    .encodeToString((name + ":" + token).getBytes(StandardCharsets.UTF_8)))
        .orElse("Bearer " + token);
  }

  /** Tokens are secrets. */
  @Override
  public String toString() {
    return "JiraSettings[%s, %s]".formatted(url, isCloud() ? "cloud" : "data center");
  }
}
