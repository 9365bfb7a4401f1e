package dev.watchbill.ingest;

import dev.watchbill.schemas.Link;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The links of an alert that a responder may follow: http and https, to a host, without user
 * information (which would show one host and lead to another).
 */
final class SafeLinks {
  private static final int MOST = 12;
  private static final int LONGEST = 2_000;
  private static final Pattern NAMED = Pattern.compile("[A-Za-z0-9._-]+(?::[0-9]{1,5})?");
  private static final Pattern ILLEGAL = Pattern.compile("[ \"<>\\\\^`{|}]");

  private static final List<Map.Entry<String, String>> ANNOTATED =
      List.of(
          Map.entry("runbook_url", "Runbook"),
          Map.entry("runbook", "Runbook"),
          Map.entry("runbookUrl", "Runbook"),
          Map.entry("dashboard_url", "Dashboard"),
          Map.entry("dashboard", "Dashboard"),
          Map.entry("dashboardURL", "Dashboard"),
          Map.entry("grafana_url", "Dashboard"),
          Map.entry("panelURL", "Panel"),
          Map.entry("logs_url", "Logs"),
          Map.entry("link", "Link"),
          Map.entry("url", "Link"));

  private SafeLinks() {}

  /** Annotated links first, then those the format found; each address once. */
  static List<Link> of(SourceAlert alert) {
    var annotated =
        ANNOTATED.stream()
            .map(known ->
                link(known.getValue(), alert.annotations().getOrDefault(known.getKey(), "")));
    var seen = new LinkedHashSet<String>();
    var links = new ArrayList<Link>();
    Stream.concat(annotated, alert.links().stream().map(l -> link(l.text(), l.href())))
        .flatMap(Optional::stream)
        .filter(link -> seen.add(link.getHref()))
        .limit(MOST)
        .forEach(links::add);
    return links;
  }

  private static Optional<Link> link(String text, String href) {
    return safe(href.strip())
        .map(address ->
            Link.newBuilder().setText(PlainText.line(text, 100)).setHref(address).build());
  }

  private static Optional<String> safe(String href) {
    if (href.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      var uri = new URI(ILLEGAL.matcher(href).replaceAll(SafeLinks::escaped));
      var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      var web = scheme.equals("http") || scheme.equals("https");
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

  private static String escaped(java.util.regex.MatchResult illegal) {
    return "%%%02X".formatted((int) illegal.group().charAt(0));
  }
}
