package dev.watchbill.roster;

import java.util.Optional;

/**
 * Where a service's tickets go in one tracker.
 *
 * @param type issue type or tracker
 * @param resolved the status that means it is over
 */
public record TicketEntry(
    String project, Optional<String> type, Optional<String> component, Optional<String> resolved) {}
