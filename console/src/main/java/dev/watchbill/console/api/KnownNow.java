package dev.watchbill.console.api;

import dev.watchbill.console.readmodel.ReadModel;
import dev.watchbill.console.readmodel.questions.Shifts;
import dev.watchbill.schemas.CoverageGap;
import dev.watchbill.schemas.RotationState;
import dev.watchbill.schemas.ScheduleWeek;
import dev.watchbill.schemas.Shift;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/** Puts together what foresight goes by. */
public final class KnownNow {
  private static final Instant FAR = Instant.parse("9999-01-01T00:00:00Z");

  private final ReadModel model;

  public KnownNow(ReadModel model) {
    this.model = model;
  }

  /** As of now. */
  public Foresight.Known at(Instant now) {
    var plans = new TreeMap<String, List<RotationState>>();
    for (var schedule : model.roster().schedules().keySet()) {
      model
          .shifts()
          .ledger(schedule)
          .ifPresent(ledger -> plans.put(schedule, List.of(ledger, week(schedule))));
    }
    return new Foresight.Known(
        now,
        model.roster().version(),
        model.rosterRecords(),
        plans,
        model.silences().all(),
        model.standing().people(),
        model.standing().services());
  }

  private RotationState week(String schedule) {
    var only = List.of(schedule);
    return RotationState.newBuilder()
        .setSchedule(schedule)
        .setWeek(
            ScheduleWeek.newBuilder()
                .setShifts(
                    model.shifts().between(only, Instant.EPOCH, FAR).stream()
                        .map(KnownNow::shift)
                        .toList())
                .setGaps(
                    model.shifts().gaps(only, Instant.EPOCH, FAR).stream()
                        .map(gap ->
                            CoverageGap.newBuilder()
                                .setStart(gap.start())
                                .setEnd(gap.end())
                                .build())
                        .toList())
                .build())
        .build();
  }

  private static Shift shift(Shifts.Published shift) {
    return Shift.newBuilder()
        .setWho(shift.who())
        .setStart(shift.start())
        .setEnd(shift.end())
        .setKind(shift.kind())
        .setRotation(shift.rotation())
        .setTurn(shift.turn())
        .setShadow(shift.shadow())
        .setWhy(shift.why())
        .build();
  }
}
