package dev.watchbill.notifier.slack;

import dev.watchbill.notifier.web.BaseAddress;
import dev.watchbill.schemas.config.Environment;
import java.net.URI;
import java.util.Optional;

/**
 * How Slack is reached.
 *
 * @param url of its Web API, ends with a slash
 * @param token of the bot, {@code xoxb-…}
 * @param signingSecret what requests from Slack are signed with
 * @param appToken for Socket Mode, {@code xapp-…}
 */
public record SlackSettings(
    URI url, Optional<String> token, Optional<String> signingSecret, Optional<String> appToken) {

  /**
   * Reads {@code WATCHBILL_SLACK_URL}, {@code _TOKEN}, {@code _SIGNING_SECRET}, {@code _APP_TOKEN}.
   */
  public static SlackSettings of(Environment environment) {
    var url = environment.value("WATCHBILL_SLACK_URL").orElse("https://slack.com/api/");
    return new SlackSettings(
        BaseAddress.of(url),
        environment.value("WATCHBILL_SLACK_TOKEN"),
        environment.value("WATCHBILL_SLACK_SIGNING_SECRET"),
        environment.value("WATCHBILL_SLACK_APP_TOKEN"));
  }

  /** Tokens are secrets. */
  @Override
  public String toString() {
    return "SlackSettings[%s, token %s, signing secret %s, app token %s]"
        .formatted(url, said(token), said(signingSecret), said(appToken));
  }

  private static String said(Optional<String> secret) {
    return secret.isPresent() ? "***" : "not set";
  }
}
