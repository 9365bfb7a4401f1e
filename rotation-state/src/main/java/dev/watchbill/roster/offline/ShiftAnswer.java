package dev.watchbill.roster.offline;

import dev.watchbill.rota.PlannedShift;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One person's shift; the fields are those of the JSON answer, in order.
 *
 * @param rotation null for covers and additions, as {@code turn}
 * @param kind turn, cover, replace, add or swap
 */
public record ShiftAnswer(
    String schedule,
    @Nullable String rotation,
    @Nullable Long turn,
    String who,
    Instant start,
    Instant end,
    String kind,
    String why) {

  static final Comparator<ShiftAnswer> ORDER =
      Comparator.comparing(ShiftAnswer::schedule)
          .thenComparing(ShiftAnswer::start)
          .thenComparing(ShiftAnswer::who);

  static ShiftAnswer of(String schedule, PlannedShift shift) {
    return new ShiftAnswer(
        schedule,
        shift.rotation(),
        shift.turn(),
        shift.who(),
        shift.start(),
        shift.end(),
        shift.kind().text(),
        shift.why());
  }
}
