package dev.watchbill.console.http;

import dev.watchbill.console.auth.Origin;
import dev.watchbill.schemas.config.Environment;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reverse proxies whose word counts about where a request came from. Anybody may send {@code
 * X-Forwarded-For}; of it only what these added is believed.
 *
 * @param trusted addresses of proxies
 */
public record Proxies(List<Range> trusted) {
  /** Where none is trusted: requests come from whoever connects. */
  public static final Proxies NONE = new Proxies(List.of());

  /** RFC 4193. */
  private static final Range UNIQUE_LOCAL = Range.parse("fc00::/7");

  private static final String VARIABLE = "WATCHBILL_TRUSTED_PROXIES";

  public Proxies {
    trusted = List.copyOf(trusted);
  }

  /**
   * Addresses that begin alike.
   *
   * @param bits how many of them are the same
   */
  public record Range(InetAddress first, int bits) {
    private static Range parse(String text) {
      var parts = text.split("/", 2);
      var first = InetAddress.ofLiteral(parts[0]);
      var most = first.getAddress().length * 8;
      var bits = parts.length == 1 ? most : Integer.parseInt(parts[1]);
      if (bits < 0 || bits > most) {
        throw new IllegalArgumentException("Expected 0 to " + most + " bits, but got " + bits);
      }
      return new Range(first, bits);
    }

    private boolean has(InetAddress address) {
      var mine = first.getAddress();
      var other = address.getAddress();
      if (mine.length != other.length) {
        return false;
      }
      var whole = bits / 8;
      var rest = bits % 8;
      return Arrays.equals(mine, 0, whole, other, 0, whole)
          && (rest == 0
              || (mine[whole] & 0xff) >> (8 - rest) == (other[whole] & 0xff) >> (8 - rest));
    }
  }

  /**
   * As the environment says.
   *
   * @throws IllegalArgumentException that says which address isn't one
   */
  public static Proxies of(Environment environment) {
    return environment.value(VARIABLE).map(Proxies::parse).orElse(NONE);
  }

  static Proxies parse(String text) {
    var ranges = new ArrayList<Range>();
    for (var part : text.split("[,\\s]+", -1)) {
      try {
        if (!part.isEmpty()) {
          ranges.add(Range.parse(part));
        }
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            VARIABLE
                + ": expected addresses such as 10.0.0.0/8, 127.0.0.1, but got \""
                + part
                + "\"",
            e);
      }
    }
    return new Proxies(ranges);
  }

  /**
   * Where a request came from: the last address that no trusted proxy has. Who connects from this
   * machine or a private network, and says that it only hands the request on, is taken for a proxy
   * that nobody named, where none is; elsewhere anybody may say so.
   *
   * @param peer who connected
   * @param forwarded values of {@code X-Forwarded-For}: each proxy adds whom it was asked by
   */
  Origin origin(String peer, List<String> forwarded) {
    var hops = new ArrayList<String>();
    forwarded.forEach(value -> hops.addAll(List.of(value.split(",", -1))));
    var client = peer;
    while (!hops.isEmpty() && isTrusted(client)) {
      client = withoutPort(hops.removeLast().strip());
    }
    // What no proxy of ours would write is the proxy's own fault, not an address.
    var address = isAddress(client) ? client : peer;
    return new Origin(address, trusted.isEmpty() && !forwarded.isEmpty() && isNear(peer));
  }

  private static boolean isNear(String text) {
    if (!isAddress(text)) {
      return false;
    }
    var address = InetAddress.ofLiteral(text);
    return address.isLoopbackAddress() || address.isSiteLocalAddress() || UNIQUE_LOCAL.has(address);
  }

  /** Some proxies write the port, too. */
  private static String withoutPort(String hop) {
    return hop.replaceFirst("^(\\d+\\.\\d+\\.\\d+\\.\\d+):\\d+$", "$1")
        .replaceFirst("^\\[([0-9A-Fa-f:.]+)\\](:\\d+)?$", "$1");
  }

  private boolean isTrusted(String text) {
    return !trusted.isEmpty()
        && isAddress(text)
        && trusted.stream().anyMatch(range -> range.has(InetAddress.ofLiteral(text)));
  }

  private static boolean isAddress(String text) {
    try {
      return InetAddress.ofLiteral(text) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
