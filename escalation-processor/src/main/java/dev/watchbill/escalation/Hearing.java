package dev.watchbill.escalation;

import java.time.Duration;
import java.time.Instant;

/**
 * When an integration was heard.
 *
 * @param first that is known of
 * @param pauses between two times it was
 */
public record Hearing(Instant first, Instant last, Pauses pauses) {

  /** It is heard, and wasn't before as far as is known. */
  public static Hearing first(Instant at) {
    return new Hearing(at, at, Pauses.NONE);
  }

  /** It is heard again; what comes late says nothing new. */
  public Hearing again(Instant at) {
    return at.isAfter(last) ? new Hearing(first, at, pauses.and(last, at)) : this;
  }

  /** Since when it is heard without a pause that is longer. */
  Instant since(Duration pause) {
    return pauses.endOfLonger(pause).orElse(first);
  }
}
