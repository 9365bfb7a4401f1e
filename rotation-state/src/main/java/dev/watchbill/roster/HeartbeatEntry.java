package dev.watchbill.roster;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A signal that is expected again and again, and whose absence is an alert.
 *
 * @param every how often it is heard at least
 * @param grace how much later is still fine
 * @param from the integration whose alerts count for it; empty: none do
 * @param labels that such an alert has, all of them
 */
public record HeartbeatEntry(
    Duration every, Duration grace, Optional<String> from, Map<String, String> labels) {

  public HeartbeatEntry {
    labels = Map.copyOf(labels);
  }
}
