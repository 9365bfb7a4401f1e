/**
 * Tickets: at most one an incident in the tracker its service names, which moves with it and is
 * heard. Start reading at {@link dev.watchbill.notifier.ticket.TicketRooms}.
 */
@NullMarked
package dev.watchbill.notifier.ticket;

import org.jspecify.annotations.NullMarked;
