package dev.watchbill.roster.offline;

import dev.watchbill.roster.Moment;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;

/** A WHEN of the command line. */
public final class When {
  private When() {}

  /**
   * An instant with zone, or a local time of the organisation; a day is its beginning.
   *
   * @param organization the organisation's zone
   * @throws IllegalArgumentException if it is neither, with a sentence that says so
   */
  public static Instant parse(String text, ZoneId organization) {
    try {
      return Moment.parse(text.strip().replace(' ', 'T')).start(organization);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "Expected an instant such as 2026-02-01T08:00Z, or a local time such as"
              + " 2026-02-01T09:00, but got \"%s\"".formatted(text),
          e);
    }
  }
}
