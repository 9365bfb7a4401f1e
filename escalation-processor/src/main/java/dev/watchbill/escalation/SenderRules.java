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

  /** A person of the roster where the sender names one, by id or address; else as it says. */
  String userOf(Alert alert) {
    return Optional.ofNullable(alert.getBy())
        .filter(by -> !by.isBlank())
        .map(this::known)
        .orElse("the source");
  }

  private String known(String user) {
    return directory.person(user).isPresent() ? user : directory.personWithEmail(user).orElse(user);
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
            .setTo(
                Optional.ofNullable(alert.getLabels().get("owner")).map(this::known).stream()
                    .toList())
            .setUntil(alert.getEndsAt())
            .build();
    return ResponseRules.decide(memory, directory, response, now);
  }

  /** Somebody has it, says the source; that counts as if they had said so here. */
  Decision acknowledged(Escalation incident, Alert alert) {
    var by = userOf(alert);
    return switch (incident.phase()) {
      case Phase.Paging p when p.acks().contains(by) -> Decision.NOTHING;
      case Phase.Paging p when Acknowledging.isOneOfSeveral(p, by) -> inPart(incident, p, alert);
      case Phase.Paging p -> taken(incident, alert);
      case Phase.Parked p -> taken(incident, alert);
      case Phase.Snoozed s -> taken(incident, alert);
      case Phase.Suppressed s -> taken(incident, alert);
      case Phase.Deferred d -> taken(incident, alert);
      case Phase.Acknowledged a when a.by().equals(by) -> again(incident, a);
      case Phase.Acknowledged a when Departed.hasOwner(directory, incident) ->
          taken(incident, alert);
      case Phase.Acknowledged a when isBeingTried(incident, by) -> helping(incident, a, by);
      case Phase.Acknowledged a -> Decision.NOTHING;
      case Phase.Resolved r -> Decision.NOTHING;
    };
  }

  private Decision taken(Escalation incident, Alert alert) {
    var turn = new Turn(memory, directory, incident, now);
    Acknowledging.take(
        turn,
        userOf(alert),
        event -> event.setText(alert.getText()).setWhy("Acknowledged at the source"));
    return turn.decision();
  }

  private Decision inPart(Escalation incident, Phase.Paging paging, Alert alert) {
    var turn = new Turn(memory, directory, incident, now);
    Acknowledging.inPart(turn, paging, userOf(alert), event -> event.setText(alert.getText()));
    return turn.decision();
  }

  /** They say once more that they have it: it expires later. */
  private Decision again(Escalation incident, Phase.Acknowledged owner) {
    var turn = new Turn(memory, directory, incident, now);
    turn.phase = Acknowledging.renewed(turn, owner);
    Acknowledging.leaveAlone(turn, owner.by());
    turn.record(
        "already",
        event ->
            event
                .setPerson(owner.by())
                .setWhy(
                    "Acknowledged again at the source; had since "
                        + Words.time(owner.since(), directory.zone())));
    return turn.decision();
  }

  private static boolean isBeingTried(Escalation incident, String person) {
    return incident.responders().stream()
        .anyMatch(it -> it.person().equals(person) && it.isBeingTried());
  }

  /** Somebody who was asked to help says that they know. */
  private Decision helping(Escalation incident, Phase.Acknowledged owner, String by) {
    var turn = new Turn(memory, directory, incident, now);
    Acknowledging.leaveAlone(turn, by);
    turn.record(
        "already",
        event ->
            event
                .setPerson(by)
                .setWhy(
                    "Acknowledged at the source; %s has it since %s"
                        .formatted(
                            directory.nameOf(owner.by()),
                            Words.time(owner.since(), directory.zone()))));
    return turn.decision();
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
