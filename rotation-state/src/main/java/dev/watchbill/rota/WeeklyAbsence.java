package dev.watchbill.rota;

import java.util.Objects;

/**
 * Hours of each week, in the person's own zone, in which they take no turn, such as part-time days.
 */
public record WeeklyAbsence(Hours hours, String why) {
  public WeeklyAbsence {
    why = Objects.requireNonNullElse(why, "");
  }
}
