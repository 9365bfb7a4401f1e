package dev.watchbill.console.schedules;

import java.time.Instant;
import java.util.List;

/**
 * What a wish would move, if it were asked now.
 *
 * @param moves by schedule and start; empty: nothing
 * @param warnings what should be looked at before
 */
public record Preview(List<Move> moves, List<Warning> warnings) {
  /**
   * A time that would be given to others.
   *
   * @param incoming who would serve; empty: not decided yet
   * @param what a sentence
   */
  public record Move(
      String schedule,
      Instant start,
      Instant end,
      List<String> outgoing,
      List<String> incoming,
      String what) {}

  /** Something odd about it. */
  public record Warning(String text, Instant start, Instant end) {}
}
