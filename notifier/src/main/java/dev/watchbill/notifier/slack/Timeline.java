package dev.watchbill.notifier.slack;

import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Steps of an incident's timeline, in a line each. */
final class Timeline {
  private static final int MOST_NAMES = 10;

  private Timeline() {}

  /** Whether it is of use to whoever follows the incident. */
  static boolean tells(IncidentEvent step) {
    return switch (step.getType()) {
      // Whoever asked was told in place.
      case "refused", "already" -> false;
      case "receipt" -> "failed".equals(step.getOutcome());
      default -> true;
    };
  }

  /** What happened and why, without its time. */
  static String line(IncidentEvent step, RosterSnapshot roster) {
    var line = new StringBuilder(what(step, roster));
    if (!step.getText().isBlank() && !step.getType().equals("opened")) {
      line.append(" “").append(step.getText().strip()).append('”');
    }
    if (!step.getWhy().isBlank()) {
      line.append(": ").append(step.getWhy().strip());
    }
    return line.toString();
  }

  private static String what(IncidentEvent step, RosterSnapshot roster) {
    var who = name(step.getPerson(), roster);
    return switch (step.getType()) {
      case "opened" -> "Opened";
      case "alert-joined" -> "An alert joined";
      case "severity-raised" -> "Severity raised to " + step.getSeverity();
      case "severity-eased" -> "Severity eased to " + step.getSeverity();
      case "assigned" -> numbered(step) + "asks " + names(step.getPeople(), roster);
      case "paged" -> "Paged " + who + via(step, " by ");
      case "not-paged" -> "Not paged" + (who.isEmpty() ? "" : ": " + who);
      case "step-skipped" -> numbered(step) + "skipped";
      case "escalated" -> "Escalated" + by(who);
      case "acknowledged" -> "Acknowledged" + by(who) + via(step, " in ");
      case "ack-expired" -> "The acknowledgement" + of(who) + " has expired";
      case "owner-left" -> "Nobody has it any more";
      case "snoozed" -> "Snoozed" + by(who);
      case "unsnoozed" -> "No longer snoozed";
      case "suppressed" -> "Held back";
      case "unsuppressed" -> "No longer held back";
      case "deferred" -> "Deferred";
      case "flapping" -> "Comes and goes";
      case "responder-added" -> "Asked to help: " + names(step.getPeople(), roster) + by(who);
      case "reassigned" -> "Given to " + names(step.getPeople(), roster) + by(who);
      case "noted" -> "Note" + by(who);
      case "receipt" -> "The page to " + who + via(step, " by ") + " failed";
      case "resolved" -> "Resolved by " + (who.isEmpty() ? "its source" : who) + via(step, " in ");
      case "reopened" -> "Reopened";
      case "expired" -> "Expired";
      case "still-firing" -> "Another still sends it";
      case "stale" -> "Its source is silent";
      // Types are text on a topic, and a later release may know more of them.
      default -> step.getType();
    };
  }

  private static String numbered(IncidentEvent step) {
    var number = step.getStep();
    return number == null || number == 0
        ? "Step "
        : number < 0 ? "The last resort " : "Step " + number + " ";
  }

  private static String by(String who) {
    return who.isEmpty() ? "" : " by " + who;
  }

  private static String of(String who) {
    return who.isEmpty() ? "" : " of " + who;
  }

  private static String via(IncidentEvent step, String word) {
    return step.getChannel() == null || step.getChannel().isEmpty() ? "" : word + step.getChannel();
  }

  private static String name(@Nullable String person, RosterSnapshot roster) {
    return person == null || person.isEmpty() ? "" : roster.nameOf(person);
  }

  private static String names(List<String> people, RosterSnapshot roster) {
    var some = String.join(", ", people.stream().limit(MOST_NAMES).map(roster::nameOf).toList());
    return people.isEmpty()
        ? "nobody"
        : people.size() > MOST_NAMES
            ? some + " and " + (people.size() - MOST_NAMES) + " more"
            : some;
  }
}
