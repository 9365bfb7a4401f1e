package dev.watchbill.console.api;

import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One message in the local inbox.
 *
 * @param to person id
 * @param text the whole message; its first line says what and where
 * @param incident empty: a notice about a schedule
 * @param actions what can be done about its incident now: names of routes under {@code
 *     incidents/{id}}; about a notice: what can be given to {@code answers}, with the message's id
 *     as target
 */
public record InboxItem(
    String id,
    Instant at,
    String to,
    String via,
    String incident,
    String text,
    List<String> actions) {

  /**
   * @param asks what a notice can still be answered
   */
  static InboxItem of(Page page, Optional<Incident> incident, List<String> asks) {
    return new InboxItem(
        page.getId(),
        page.getAt(),
        page.getPerson(),
        page.getChannel(),
        page.getIncident().getId(),
        page.getText(),
        incident.map(found -> actions(found.getStatus())).orElse(asks));
  }

  private static List<String> actions(String status) {
    return switch (status) {
      case "resolved" -> List.of();
      case "acknowledged" -> List.of("resolve", "escalate", "snooze", "reassign", "note");
      default -> List.of("acknowledge", "resolve", "escalate", "snooze", "reassign", "note");
    };
  }
}
