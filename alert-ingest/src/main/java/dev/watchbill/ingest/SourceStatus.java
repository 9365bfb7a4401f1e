package dev.watchbill.ingest;

/** What a sender says of its alert. */
public enum SourceStatus {
  FIRING("firing"),
  RESOLVED("resolved"),
  /** Somebody acknowledged it at the sender, in the sender's user's name. */
  ACKNOWLEDGED("acknowledged");

  private final String word;

  SourceStatus(String word) {
    this.word = word;
  }

  /** As the {@code alerts} topic spells it. */
  public String word() {
    return word;
  }
}
