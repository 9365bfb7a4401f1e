package dev.watchbill.roster.yaml;

import dev.watchbill.roster.TicketEntry;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads {@code ticket} of a service: a place in each tracker it names. */
final class TicketReader {
  private TicketReader() {}

  static Map<String, TicketEntry> read(Section section) {
    var tickets = new LinkedHashMap<String, TicketEntry>();
    if (section.keys().isEmpty()) {
      section.value().wrong("one of " + Shape.TICKET.keys(), "none");
    }
    for (var tracker : section.keys()) {
      section
          .section(tracker, Shape.TICKET_PLACE)
          .ifPresent(place -> tickets.put(tracker, place(place)));
    }
    return tickets;
  }

  private static TicketEntry place(Section section) {
    if (!section.has("project")) {
      section.missing("project", "the key of a project");
    }
    return new TicketEntry(
        section.text("project").orElse(""),
        section.text("type"),
        section.text("component"),
        section.text("resolved"));
  }
}
