package dev.watchbill.escalation.watch;

import java.time.Instant;

/**
 * Something that must not be.
 *
 * @param kind by which it is told from other trouble: what was told once isn't news
 * @param since when it began
 * @param text one sentence, without full stop
 */
public record Trouble(Kind kind, Instant since, String text) {

  /** What is wrong. */
  public enum Kind {
    /** Accepted records that nobody works on. */
    BACKLOG,
    /** A deadline that passed without anything. */
    OVERDUE,
    /** A record of people or senders that could not be processed. */
    PUT_ASIDE,
    /** Accepted alerts that no incident holds, whatever the processor says. */
    ORPHANED
  }
}
