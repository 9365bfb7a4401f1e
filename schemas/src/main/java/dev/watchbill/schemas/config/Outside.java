package dev.watchbill.schemas.config;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether an address leads outside: a roster's author must not reach into the network that
 * Watchbill runs in.
 *
 * @param variable that names the hosts that may be inside, for messages
 * @param allowed these hosts
 */
public record Outside(String variable, Set<String> allowed) {
  private static final int CARRIER_NAT = 100;

  public Outside {
    allowed = Set.copyOf(allowed);
  }

  /**
   * As a variable says: host names, comma separated.
   *
   * @param variable such as {@code WATCHBILL_WEBHOOK_ALLOW}
   */
  public static Outside of(Environment environment, String variable) {
    return new Outside(
        variable,
        Arrays.stream(environment.value(variable).orElse("").split(",", -1))
            .map(String::strip)
            .filter(host -> !host.isEmpty())
            .collect(Collectors.toSet()));
  }

  /** What is wrong with an address; empty: it may be asked. */
  public Optional<String> objection(URI address) {
    var host = address.getHost();
    if (host == null || !String.valueOf(address.getScheme()).matches("https?")) {
      return Optional.of("expected an address of the web");
    }
    if (allowed.contains(host)) {
      return Optional.empty();
    }
    if (!"https".equals(address.getScheme())) {
      return Optional.of("expected https, or a host in " + variable);
    }
    try {
      return Arrays.stream(InetAddress.getAllByName(host)).anyMatch(Outside::isInside)
          ? Optional.of("%s is inside; %s may name it".formatted(host, variable))
          : Optional.empty();
    } catch (UnknownHostException e) {
      // A matter of time: the request itself will say so.
      return Optional.empty();
    }
  }

  /** Whether an address is inside, or nobody's. */
  public static boolean isInside(InetAddress address) {
    var bytes = address.getAddress();
    return address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()
        || (bytes.length == 4 && isSpecial(bytes))
        // fc00::/7, and IPv4 in disguise.
        || (address instanceof Inet6Address && ((bytes[0] & 0xfe) == 0xfc || isWrapped(bytes)));
  }

  private static boolean isSpecial(byte[] bytes) {
    var first = bytes[0] & 0xff;
    return first == 0 || first >= 240 || (first == CARRIER_NAT && (bytes[1] & 0xc0) == 64);
  }

  /** 64:ff9b::/96 and ::/96 carry an IPv4 address in their last four bytes. */
  private static boolean isWrapped(byte[] bytes) {
    var translated = bytes[0] == 0 && bytes[1] == 0x64 && (bytes[2] & 0xff) == 0xff;
    var zeros = true;
    for (var i = 0; i < 10; i++) {
      zeros = zeros && bytes[i] == 0;
    }
    return translated || zeros;
  }
}
