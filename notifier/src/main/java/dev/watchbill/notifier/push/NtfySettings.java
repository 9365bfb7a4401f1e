package dev.watchbill.notifier.push;

import dev.watchbill.notifier.web.BaseAddress;
import dev.watchbill.schemas.config.Environment;
import java.net.URI;
import java.util.Optional;

/**
 * How ntfy is reached.
 *
 * @param url of the server
 * @param token for servers that ask for one
 */
public record NtfySettings(URI url, Optional<String> token) {

  /**
   * Reads {@code WATCHBILL_NTFY_URL}, {@code _TOKEN}.
   *
   * @return empty: it isn't set
   * @throws IllegalArgumentException if the address is none of the web
   */
  public static Optional<NtfySettings> of(Environment environment) {
    return environment
        .value("WATCHBILL_NTFY_URL")
        .map(url -> new NtfySettings(parse(url), environment.value("WATCHBILL_NTFY_TOKEN")));
  }

  private static URI parse(String text) {
    var uri = BaseAddress.of(text);
    if (uri.getHost() == null || !String.valueOf(uri.getScheme()).matches("https?")) {
      throw new IllegalArgumentException(
          "WATCHBILL_NTFY_URL: expected an address such as https://ntfy.example.com, but got "
              + text);
    }
    return uri;
  }

  /** The token is a secret. */
  @Override
  public String toString() {
    return "NtfySettings[%s, token %s]".formatted(url, token.isPresent() ? "***" : "not set");
  }
}
