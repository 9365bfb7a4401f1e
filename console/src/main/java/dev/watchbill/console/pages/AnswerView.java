package dev.watchbill.console.pages;

import java.time.Instant;
import java.util.List;

/**
 * Who is on call at an instant somebody asked about.
 *
 * @param about a service or schedule
 */
public record AnswerView(String about, Instant at, List<Line> lines) {
  /**
   * One schedule.
   *
   * @param order first, then, …; empty where there is no order
   * @param who person ids; empty: nobody
   */
  public record Line(String order, String schedule, List<String> who, String why) {}
}
