package dev.watchbill.notifier.ticket;

import dev.watchbill.notifier.delivery.Delivery;
import java.util.Optional;

/** A ticket system. Each call tries once; whatever goes wrong there is a value. */
public interface Tracker {
  /** As in {@code ticket} of a service, and in people's contacts. */
  String name();

  /** The ticket of an incident, if there is one. */
  Result<Optional<String>> find(String incident, TicketPlace place);

  /** Makes a ticket; its key. */
  Result<String> create(Ticket ticket, TicketPlace place);

  /** Adds what happened. */
  Result<String> comment(String key, String text);

  /** Gives it to somebody, by their account there. */
  Result<String> assign(String key, String account);

  /** Says that it is over. */
  Result<String> finish(String key, TicketPlace place, String text);

  /** What came of a call. */
  sealed interface Result<T> {
    record Ok<T>(T value) implements Result<T> {}

    record Failed<T>(Delivery delivery) implements Result<T> {}
  }
}
