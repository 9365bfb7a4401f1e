package dev.watchbill.rota;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is on call in a schedule at an instant.
 *
 * @param who by person id, without shadows; empty when nobody is
 * @param shifts the whole shifts at that instant, uncut, shadows included
 * @param why the reason, for nobody too
 */
public record OnCall(
    String schedule, Instant at, List<String> who, List<PlannedShift> shifts, String why) {
  public OnCall {
    who = List.copyOf(who);
    shifts = List.copyOf(shifts);
  }

  /** The shift of the first of {@code who}; null when nobody is on call. */
  public @Nullable PlannedShift shift() {
    return shifts.stream().filter(shift -> !shift.shadow()).findFirst().orElse(null);
  }
}
