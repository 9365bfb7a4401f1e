package dev.watchbill.console.api;

import dev.watchbill.schemas.Availability;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.RotationState;
import dev.watchbill.schemas.ServedShift;
import dev.watchbill.schemas.ServiceStatus;
import dev.watchbill.schemas.Silence;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What only the planner's and the escalation's own rules can say. The console has what they go by,
 * but not the rules: it is given somebody who does.
 */
public interface Foresight {
  /**
   * What is published, and what is going on.
   *
   * @param roster records of the roster in force, by key
   * @param plans of each schedule its ledger, and everything published of it as one week
   * @param availability by person
   * @param statuses by service
   */
  record Known(
      Instant now,
      String version,
      Map<String, RosterRecord> roster,
      Map<String, List<RotationState>> plans,
      List<Silence> silences,
      Map<String, Availability> availability,
      Map<String, ServiceStatus> statuses) {
    public Known {
      roster = Map.copyOf(roster);
      plans = Map.copyOf(plans);
      silences = List.copyOf(silences);
      availability = Map.copyOf(availability);
      statuses = Map.copyOf(statuses);
    }
  }

  /** An alert that may come. */
  record Alert(String service, String severity, Map<String, String> labels, Instant at) {
    public Alert {
      labels = Map.copyOf(labels);
    }
  }

  /**
   * Who would be told of it, when, by what and why, if nobody answers; to be written as JSON.
   *
   * @throws IllegalArgumentException with a sentence, if nothing is known of that time
   */
  Object route(Known known, Alert alert);

  /**
   * How the duty of these schedules is shared out in {@code [from, to)}; to be written as JSON.
   *
   * @param served shifts that are over
   * @throws IllegalArgumentException with a sentence, if that is farther ahead than anybody plans
   */
  Object fairness(
      Known known, List<ServedShift> served, List<String> schedules, Instant from, Instant to);
}
