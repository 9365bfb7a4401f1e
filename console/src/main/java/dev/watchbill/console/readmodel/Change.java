package dev.watchbill.console.readmodel;

/**
 * Something people see has changed, and can be read now.
 *
 * @param id of the object: incident, schedule, person, …; of credentials the credential's
 */
public record Change(Kind kind, String id) {
  /** What changed. */
  public enum Kind {
    ALERT,
    AUDIT,
    AVAILABILITY,
    BEAT,
    CREDENTIAL,
    INCIDENT,
    MESSAGE,
    METRICS,
    REJECTED,
    REVIEW,
    ROSTER,
    SCHEDULE,
    SERVICE,
    SILENCE
  }
}
