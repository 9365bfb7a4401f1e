package dev.watchbill.console.pages;

import dev.watchbill.console.readmodel.questions.Shifts.Published;
import dev.watchbill.schemas.ScheduleEvent;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's shifts.
 *
 * @param person null: the viewer is nobody of the roster, and named nobody
 * @param own whether they are the viewer's
 * @param mayAsk whether the viewer may ask for changes in this person's name
 * @param handoffs to accept
 * @param swaps to answer
 * @param offered shifts of others that are offered
 */
public record MyShiftsView(
    @Nullable String person,
    boolean own,
    boolean mayAsk,
    People people,
    List<Published> shifts,
    List<ScheduleEvent> handoffs,
    List<ScheduleEvent> swaps,
    List<OfferedShift> offered) {
  private static final DateTimeFormatter FIELD =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm", Locale.ENGLISH);

  /** An instant as a form's field takes it. */
  public static String field(Instant at, ZoneId zone) {
    return FIELD.format(at.atZone(zone));
  }
}
