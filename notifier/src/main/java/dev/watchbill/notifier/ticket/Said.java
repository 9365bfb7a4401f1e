package dev.watchbill.notifier.ticket;

import dev.watchbill.schemas.AssignedPerson;
import dev.watchbill.schemas.Assignment;
import java.util.stream.Collectors;

/**
 * What a ticket says of its incident, as its receipts keep it.
 *
 * @param state of the incident; empty: nobody knows
 * @param people who were assigned, comma separated
 * @param resolved name of the status that means it is over there, as the roster had it; empty: any
 */
record Said(String key, String state, String people, String resolved) {
  static Said of(String key, Assignment assignment, TicketPlace where) {
    return new Said(
        key,
        assignment.getState(),
        assignment.getPeople().stream()
            .map(AssignedPerson::getPerson)
            .collect(Collectors.joining(",")),
        where.resolved().orElse(""));
  }

  static Said of(String text) {
    var parts = text.split(" ", 4);
    return new Said(parts[0], part(parts, 1), part(parts, 2), part(parts, 3));
  }

  private static String part(String[] parts, int index) {
    return parts.length > index ? parts[index] : "";
  }

  /** Nothing yet. */
  static Said nothing(String key) {
    return new Said(key, "", "", "");
  }

  String text() {
    return "%s %s %s %s".formatted(key, state, people, resolved).strip();
  }

  /** Whether people would see no difference. */
  boolean isAs(Said other) {
    return state.equals(other.state) && people.equals(other.people);
  }
}
