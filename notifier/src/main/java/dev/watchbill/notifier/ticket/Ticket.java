package dev.watchbill.notifier.ticket;

import java.util.List;
import java.util.Optional;

/**
 * What a ticket says when it is made.
 *
 * @param incident what it is found by again
 * @param lines plain text, one paragraph each
 * @param link the incident's page
 * @param priority 1 highest … 4
 * @param account of whoever has it, in the tracker
 */
record Ticket(
    String incident,
    String title,
    List<String> lines,
    Optional<String> link,
    int priority,
    Optional<String> account) {
  Ticket {
    lines = List.copyOf(lines);
  }

  /** By severity, and one lower where the service isn't of the first two tiers. */
  static int priority(String severity, int tier) {
    var base =
        switch (severity) {
          case "critical" -> 1;
          case "error" -> 2;
          case "warning" -> 3;
          default -> 4;
        };
    return Math.min(4, tier > 2 ? base + 1 : base);
  }
}
