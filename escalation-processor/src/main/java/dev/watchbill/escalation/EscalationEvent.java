package dev.watchbill.escalation;

import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.Receipt;
import dev.watchbill.schemas.Response;
import java.time.Instant;

/**
 * Something that happened. {@code at} is when it is decided, which is the time all decisions count
 * from: an alert that waited out an outage is given its full patience.
 */
public sealed interface EscalationEvent {
  Instant at();

  /** A source says an alert fires, is resolved, or was acknowledged there. */
  record AlertCame(Alert alert, Instant at) implements EscalationEvent {}

  /** A person did something. */
  record Responded(Response response, Instant at) implements EscalationEvent {}

  /** A notifier says what became of a page. */
  record ReceiptCame(Receipt receipt, Instant at) implements EscalationEvent {}

  /** An incident's next deadline may have come. */
  record DeadlineFired(String incident, Instant at) implements EscalationEvent {}

  /** Somebody is no longer in the roster, who may have had an incident. */
  record SomebodyLeft(String incident, Instant at) implements EscalationEvent {}
}
