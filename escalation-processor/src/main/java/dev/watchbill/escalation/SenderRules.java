package dev.watchbill.escalation;

import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.Response;
import java.time.Instant;
import java.util.Optional;

/**
 * What a sender's user did there, such as at an Opsgenie client: a response in that user's name.
 * The user may be nobody in the roster.
 */
final class SenderRules {
  private final Memory memory;
  private final Directory directory;
  private final Instant now;

  SenderRules(Memory memory, Directory directory, Instant now) {
    this.memory = memory;
    this.directory = directory;
    this.now = now;
  }

  /** The response an alert's status stands for; empty: it stands for none. */
  static Optional<String> actionOf(Alert alert) {
    return switch (alert.getStatus()) {
      case "snoozed" -> Optional.of("snooze");
      case "noted" -> Optional.of("note");
      case "escalated" -> Optional.of("escalate");
      case "reassigned" -> Optional.of("reassign");
      default -> Optional.empty();
    };
  }

  static String userOf(Alert alert) {
    return Optional.ofNullable(alert.getBy()).filter(by -> !by.isBlank()).orElse("the source");
  }

  Decision respond(Escalation incident, Alert alert, String action) {
    var response =
        Response.newBuilder()
            .setId(alert.getId())
            .setIncident(incident.id())
            .setService(alert.getService())
            .setAt(alert.getReceivedAt())
            .setPerson(userOf(alert))
            .setAction(action)
            .setVia(alert.getIntegration())
            .setText(alert.getText())
            .setTo(Optional.ofNullable(alert.getLabels().get("owner")).stream().toList())
            .setUntil(alert.getEndsAt())
            .build();
    return ResponseRules.decide(memory, directory, response, now);
  }

  /** Whoever had it at the source has it no longer: it is looked for somebody again. */
  Decision unacknowledged(Escalation incident, Alert alert) {
    if (!(incident.phase() instanceof Phase.Acknowledged)) {
      return Decision.NOTHING;
    }
    var turn = new Turn(memory, directory, incident, now);
    var why = "the acknowledgement was taken back by " + userOf(alert);
    turn.record(
        "noted", event -> event.setPerson(userOf(alert)).setText(alert.getText()).setWhy(why));
    Pager.cancelAll(turn, why);
    Holds.start(turn, null, why);
    return turn.decision();
  }
}
