package dev.watchbill.notifier.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.notifier.web.JsonText;
import dev.watchbill.schemas.Service;
import java.util.Optional;

/**
 * Where a service's tickets go, as its roster entry says.
 *
 * @param type issue type or tracker; empty: the project's usual one
 * @param resolved name of the status that means it is over
 */
public record TicketPlace(
    String project, Optional<String> type, Optional<String> component, Optional<String> resolved) {

  /** Empty: the service has no tickets in this tracker. */
  static Optional<TicketPlace> of(Service service, String tracker) {
    var written = service.getTicket();
    if (written == null) {
      return Optional.empty();
    }
    var entry = JsonText.read(written).path(tracker);
    return text(entry, "project")
        .map(project ->
            new TicketPlace(
                project, text(entry, "type"), text(entry, "component"), text(entry, "resolved")));
  }

  private static Optional<String> text(JsonNode entry, String key) {
    return Optional.of(entry.path(key).asText("")).filter(text -> !text.isBlank());
  }
}
