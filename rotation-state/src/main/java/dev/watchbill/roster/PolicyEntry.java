package dev.watchbill.roster;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whom to page, by severity. */
public record PolicyEntry(String id, Map<String, Reaction> severities) {
  public PolicyEntry {
    severities = Map.copyOf(severities);
  }

  /** What a severity causes. */
  public sealed interface Reaction {}

  /** Recorded, nobody is told. */
  public record Nobody() implements Reaction {}

  /**
   * People are paged, step by step.
   *
   * @param ackExpires zero: acknowledgements don't expire
   * @param last who is paged until somebody acts; empty: the organisation's fallback for high
   *     urgency, nobody for low
   * @param deferred whether it waits for the team's next support hours
   * @param passesOverEngaged whether whoever is on call but has another incident is passed over
   * @param ticket whether an incident gets a ticket, in the tracker of its service
   */
  public record Escalation(
      boolean highUrgency,
      Duration ackExpires,
      int repeat,
      List<Target> last,
      boolean deferred,
      boolean passesOverEngaged,
      boolean ticket,
      List<Step> steps)
      implements Reaction {
    public Escalation {
      last = List.copyOf(last);
      steps = List.copyOf(steps);
    }
  }

  /**
   * One step.
   *
   * @param via channels; empty: each person's own rules
   * @param delay quiet time before it
   * @param patience time to react before the next
   */
  public record Step(
      List<Target> targets,
      List<String> via,
      int acks,
      boolean roundRobin,
      Duration delay,
      Duration patience) {
    public Step {
      targets = List.copyOf(targets);
      via = List.copyOf(via);
    }
  }

  /**
   * Who or what a step tells.
   *
   * @param kind schedule, person, team, awake-of or channel
   * @param ids one id, or the schedules of awake-of; of a channel {@code service} or {@code
   *     PROVIDER:ADDRESS}
   */
  public record Target(String kind, List<String> ids) {
    public Target {
      ids = List.copyOf(ids);
    }

    /** The one id of every kind but awake-of. */
    public Optional<String> id() {
      return ids.stream().findFirst();
    }
  }
}
