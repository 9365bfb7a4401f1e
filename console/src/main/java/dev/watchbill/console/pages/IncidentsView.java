package dev.watchbill.console.pages;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A list of incidents.
 *
 * @param next cursor of the next page; null: this is the last
 * @param teams to choose from; none where there are too many
 */
public record IncidentsView(
    Filter filter, List<IncidentRow> incidents, @Nullable String next, List<String> teams) {

  /**
   * What was asked for, as it stands in the address.
   *
   * @param show unresolved, open, acknowledged, resolved or all
   * @param service empty: any
   * @param team empty: any
   * @param severity empty: any
   * @param text empty: any
   */
  public record Filter(String show, String service, String team, String severity, String text) {
    /** Whether anything but the state narrows the list. */
    public boolean narrows() {
      return !(service + team + severity + text).isEmpty();
    }
  }

  /** The address of this list in another state. */
  public String showing(String show) {
    return address(show, null);
  }

  /** The address of this page. */
  public String here() {
    return address(filter.show(), null);
  }

  /** The address of the next page. */
  public String older() {
    return address(filter.show(), next);
  }

  private String address(String show, @Nullable String after) {
    return "/incidents?"
        + Stream.of(
                pair("show", show),
                pair("service", filter.service()),
                pair("team", filter.team()),
                pair("severity", filter.severity()),
                pair("text", filter.text()),
                pair("after", after == null ? "" : after))
            .filter(pair -> !pair.isEmpty())
            .collect(Collectors.joining("&"));
  }

  private static String pair(String name, String value) {
    return value.isEmpty() ? "" : name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
