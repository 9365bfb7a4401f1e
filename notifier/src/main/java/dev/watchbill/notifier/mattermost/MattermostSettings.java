package dev.watchbill.notifier.mattermost;

import dev.watchbill.notifier.web.BaseAddress;
import dev.watchbill.schemas.config.Environment;
import java.net.URI;
import java.util.Optional;

/**
 * How Mattermost is reached.
 *
 * @param url of the server, ends with a slash
 * @param token of the bot
 */
public record MattermostSettings(URI url, String token) {
  /**
   * Reads {@code WATCHBILL_MATTERMOST_URL}, {@code _TOKEN}.
   *
   * @return empty: one of them isn't set
   */
  public static Optional<MattermostSettings> of(Environment environment) {
    return environment
        .value("WATCHBILL_MATTERMOST_URL")
        .flatMap(url ->
            environment
                .value("WATCHBILL_MATTERMOST_TOKEN")
                .map(token -> new MattermostSettings(BaseAddress.of(url), token)));
  }

  /** The token is a secret. */
  @Override
  public String toString() {
    return "MattermostSettings[%s]".formatted(url);
  }
}
