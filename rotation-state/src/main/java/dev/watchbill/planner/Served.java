package dev.watchbill.planner;

import dev.watchbill.rota.PlannedShift;
import dev.watchbill.schemas.ServedShift;
import dev.watchbill.schemas.serde.TrustedRecords;
import java.time.Instant;
import java.util.List;

/** Who in fact was on call: what of a plan is over, each shift once. */
public final class Served {
  static {
    TrustedRecords.trust();
  }

  private Served() {}

  /**
   * The shifts that are over and weren't written yet.
   *
   * @param since until when it was written, exclusive: a shift that ends then isn't
   */
  public static List<ServedShift> of(Plan plan, Instant since, Instant now, String rosterVersion) {
    return plan.shifts().stream()
        .filter(shift -> !shift.end().isBefore(since) && shift.end().isBefore(now))
        .map(shift -> served(plan, shift, shift.end(), rosterVersion))
        .toList();
  }

  /** The same for a plan that ends here: what runs is over too. */
  public static List<ServedShift> atLast(
      Plan plan, Instant since, Instant now, String rosterVersion) {
    return plan.shifts().stream()
        .filter(shift -> !shift.end().isBefore(since) && shift.start().isBefore(now))
        .map(shift -> served(plan, shift, Stretch.earlier(now, shift.end()), rosterVersion))
        .toList();
  }

  private static ServedShift served(
      Plan plan, PlannedShift shift, Instant end, String rosterVersion) {
    return ServedShift.newBuilder()
        .setId("%s/%d/%s".formatted(plan.schedule(), shift.start().toEpochMilli(), shift.who()))
        .setSchedule(plan.schedule())
        .setTeam(plan.team())
        .setWho(shift.who())
        .setStart(shift.start())
        .setEnd(end)
        .setRight(shift.kind().text())
        .setRotation(shift.rotation())
        .setTurn(shift.turn())
        .setShadow(shift.shadow())
        .setWhy(shift.why())
        .setRosterVersion(rosterVersion)
        .build();
  }
}
