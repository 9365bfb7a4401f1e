package dev.watchbill.console.readmodel.projection;

/**
 * Something people see has changed, and can be read now.
 *
 * @param id of the object: incident, schedule, person, …; of credentials the credential's
 */
public record Change(Kind kind, String id) {
  /** What changed. */
  public enum Kind {
    /** Anything may have changed, without having been received here. */
    ALL,
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
