package dev.watchbill.notifier.links;

/** Which links were used. */
public interface LinkUses {
  /** Whether that is known yet; until then nothing may be used. */
  boolean known();

  /** Whether a response with this id was given. */
  boolean used(String response);
}
