package dev.watchbill.ingest;

/** What a sender says of its alert. */
public enum SourceStatus {
  FIRING("firing"),
  RESOLVED("resolved"),
  /** Somebody acknowledged it at the sender, in the sender's user's name. */
  ACKNOWLEDGED("acknowledged"),
  /** Nobody there has it any longer. */
  UNACKNOWLEDGED("unacknowledged"),
  /** Somebody there wants to hear no more of it until its end. */
  SNOOZED("snoozed"),
  NOTED("noted"),
  ESCALATED("escalated"),
  /** Given to the label {@code owner}. */
  REASSIGNED("reassigned"),
  /** Said anew: what it doesn't say still holds. */
  UPDATED("updated"),
  /** No alert: something was changed, such as by a deployment. */
  CHANGE("change");

  private final String word;

  SourceStatus(String word) {
    this.word = word;
  }

  /** Whether it says all there is to say, where others refer to an alert that was sent before. */
  boolean standsAlone() {
    return this == FIRING || this == CHANGE;
  }

  /** As the {@code alerts} topic spells it. */
  public String word() {
    return word;
  }
}
