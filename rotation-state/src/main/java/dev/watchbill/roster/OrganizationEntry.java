package dev.watchbill.roster;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The organisation itself.
 *
 * @param fallback policy that pages when nothing else does
 * @param roles role to person ids and {@code team:ID}
 * @param messages medium to template of its text
 * @param phone which providers of SMS and calls are tried first
 */
public record OrganizationEntry(
    String name,
    ZoneId zone,
    Optional<String> baseUrl,
    Optional<String> fallback,
    Limits limits,
    Map<String, List<String>> roles,
    Map<String, String> messages,
    Phone phone) {

  public OrganizationEntry {
    roles = Map.copyOf(roles);
    messages = Map.copyOf(messages);
  }

  /**
   * Providers of SMS and calls, in the order they are tried.
   *
   * @param regions the same for incidents of a region
   */
  public record Phone(List<String> order, Map<String, List<String>> regions) {
    /** As Watchbill lists them. */
    public static final Phone USUAL = new Phone(List.of(), Map.of());

    public Phone {
      order = List.copyOf(order);
      regions = Map.copyOf(regions);
    }
  }

  /**
   * How much and how often.
   *
   * @param reopenWindow a new episode within it reopens the same incident
   * @param stormThreshold more new incidents of a service than this within the window are a storm
   * @param finallyEvery how often the last resort is paged again
   * @param receiptPatience a page without a receipt for this long counts as failed
   */
  public record Limits(
      Duration reopenWindow,
      int stormThreshold,
      Duration stormWindow,
      int maxPagesPerMinute,
      Duration finallyEvery,
      Duration receiptPatience) {

    /** What holds where the roster says nothing. */
    public static final Limits USUAL =
        new Limits(
            Duration.ofMinutes(5),
            10,
            Duration.ofMinutes(1),
            6,
            Duration.ofMinutes(30),
            Duration.ofSeconds(90));
  }
}
