package dev.watchbill.notifier.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses of alerts and services that a message may lead to. */
public final class WebAddress {
  private static final Pattern NAMED = Pattern.compile("[A-Za-z0-9._-]+(:[0-9]{1,5})?");

  private WebAddress() {}

  /**
   * As it may stand in a message; empty: it leads nowhere on the web, or not where it seems to.
   *
   * @param longest in characters, as the medium takes it
   */
  public static Optional<String> of(@Nullable String address, int longest) {
    // Half a surrogate pair can be parsed, but not written.
    if (address == null || address.length() > longest || !UTF_8.newEncoder().canEncode(address)) {
      return Optional.empty();
    }
    try {
      var uri = new URI(address);
      var web =
          "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
      return web && showsItsHost(uri) ? Optional.of(uri.toASCIIString()) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** Java knows no host with an underscore, as containers and Windows machines have them. */
  private static boolean showsItsHost(URI uri) {
    return uri.getHost() == null
        ? uri.getRawAuthority() != null && NAMED.matcher(uri.getRawAuthority()).matches()
        : uri.getRawUserInfo() == null;
  }
}
