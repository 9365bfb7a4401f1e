package dev.watchbill.roster;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * Planned work: what fires then pages nobody.
 *
 * @param services empty: all
 * @param labels an alert must have all of them
 * @param why in their words; may be empty
 * @param at where it stands, file:line
 */
public record MaintenanceEntry(
    List<String> services, Map<String, String> labels, When when, String why, String at) {
  public MaintenanceEntry {
    services = List.copyOf(services);
    labels = Map.copyOf(labels);
  }

  /** At what time. */
  public sealed interface When {
    /** Once. */
    record Once(Instant start, Instant end) implements When {}

    /** Every week. */
    record Weekly(Hours hours, ZoneId zone) implements When {}
  }
}
