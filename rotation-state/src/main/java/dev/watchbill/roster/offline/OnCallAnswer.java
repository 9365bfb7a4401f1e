package dev.watchbill.roster.offline;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is on call in a schedule at an instant; the fields are those of the JSON answer, in order.
 *
 * @param who person ids; empty: nobody
 * @param shift of the first of them, whole; null: nobody
 */
public record OnCallAnswer(
    String schedule, Instant at, List<String> who, @Nullable ShiftAnswer shift, String why) {
  public OnCallAnswer {
    who = List.copyOf(who);
  }
}
