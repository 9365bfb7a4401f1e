package dev.watchbill.console.review;

import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Says what happened to an incident in words.
 *
 * @param roster knows people's names
 */
public record EventWords(RosterSnapshot roster) {

  /** An event, without its reason. */
  public String what(IncidentEvent event) {
    return switch (event.getType()) {
      case "opened" -> "Opened as " + event.getSeverity() + after(": ", event.getText());
      case "alert-joined" -> "Another alert joined" + after(": ", event.getText());
      case "severity-raised" -> "Severity raised to " + event.getSeverity();
      case "severity-eased" -> "Rated lower by its source";
      case "assigned" -> "Assigned to " + people(event) + step(event);
      case "paged" -> "Paged " + people(event) + by(event);
      case "not-paged" ->
          people(event).isEmpty() ? "Nobody paged" : "Did not page " + people(event);
      case "step-skipped" -> "Step " + event.getStep() + " skipped";
      case "escalated" -> "Escalated" + step(event) + ofPerson(event, " by ");
      case "acknowledged" -> "Acknowledged" + ofPerson(event, " by ");
      case "ack-expired" -> "The acknowledgement expired" + ofPerson(event, ": ");
      case "owner-left" -> "Nobody has it any more" + ofPerson(event, " since the roster lost ");
      case "snoozed" -> "Snoozed" + ofPerson(event, " by ");
      case "unsnoozed" -> "The snooze is over";
      case "suppressed" -> "Pages nobody for now";
      case "deferred" -> "Waits for support hours";
      case "flapping" -> "It comes and goes";
      case "responder-added" -> "Asked to help: " + people(event);
      case "unsuppressed" -> "Pages again";
      case "reassigned" -> "Reassigned to " + people(event);
      case "noted" -> "Note" + ofPerson(event, " by ") + after(": ", event.getText());
      case "receipt" -> receipt(event);
      case "resolved" ->
          "Resolved" + (event.getPerson() == null ? " by its source" : ofPerson(event, " by "));
      case "reopened" -> "Opened again";
      case "refused", "already" -> "Not applied" + after(": ", event.getText());
      case "expired" -> "An alert ended by itself";
      case "still-firing" -> "Another still sends it" + after(": ", event.getText());
      case "stale" -> "Its source has gone silent";
      default -> event.getType().replace('-', ' ') + after(": ", event.getText());
    };
  }

  private String receipt(IncidentEvent event) {
    var outcome = event.getOutcome() == null ? "known" : event.getOutcome();
    return "Page to " + people(event) + by(event) + " " + outcome;
  }

  private String people(IncidentEvent event) {
    var all =
        event.getPeople().isEmpty() && event.getPerson() != null
            ? List.of(event.getPerson())
            : event.getPeople();
    return all.stream().map(roster::nameOf).collect(Collectors.joining(", "));
  }

  private String ofPerson(IncidentEvent event, String before) {
    return event.getPerson() == null ? "" : before + roster.nameOf(event.getPerson());
  }

  private static String by(IncidentEvent event) {
    return event.getChannel() == null ? "" : " by " + event.getChannel();
  }

  private static String step(IncidentEvent event) {
    // 0: whoever had it already, and no step.
    return event.getStep() == null || event.getStep() == 0
        ? ""
        : event.getStep() > 0 ? ", step " + event.getStep() : ", the last resort";
  }

  private static String after(String before, String text) {
    return text.isEmpty() ? "" : before + text;
  }
}
