package dev.watchbill.console.readmodel.projection;

import dev.watchbill.console.readmodel.projection.Change.Kind;
import dev.watchbill.console.readmodel.store.Records;
import dev.watchbill.schemas.CoverageGap;
import dev.watchbill.schemas.RotationState;
import dev.watchbill.schemas.ScheduleCommand;
import dev.watchbill.schemas.ScheduleEvent;
import dev.watchbill.schemas.ScheduleWeek;
import dev.watchbill.schemas.ServedShift;
import dev.watchbill.schemas.Shift;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Published shifts and gaps, and what happened to schedules. */
final class ScheduleProjections {
  private static final String LEDGER = "ledger";

  private ScheduleProjections() {}

  /**
   * @param key schedule/2026-W05 or schedule/ledger
   */
  static Change state(Handle rows, String key, @Nullable RotationState state) {
    var slash = key.lastIndexOf('/');
    var schedule = slash < 0 ? key : key.substring(0, slash);
    var part = key.substring(slash + 1);
    if (part.equals(LEDGER)) {
      ledger(rows, schedule, state);
    } else {
      week(rows, schedule, part, state == null ? null : state.getWeek());
    }
    return new Change(Kind.SCHEDULE, schedule);
  }

  private static void ledger(Handle rows, String schedule, @Nullable RotationState state) {
    rows.execute("DELETE FROM ledgers WHERE schedule = ?", schedule);
    if (state != null && state.getLedger() != null) {
      rows.execute(
          "INSERT INTO ledgers (schedule, published_until, record) VALUES (?, ?, ?)",
          schedule,
          state.getLedger().getPublishedUntil().toEpochMilli(),
          Records.ROTATION_STATE.bytes(state));
    }
  }

  private static void week(Handle rows, String schedule, String name, @Nullable ScheduleWeek week) {
    rows.execute("DELETE FROM shifts WHERE schedule = ? AND week = ?", schedule, name);
    rows.execute("DELETE FROM gaps WHERE schedule = ? AND week = ?", schedule, name);
    rows.execute("DELETE FROM schedule_weeks WHERE schedule = ? AND week = ?", schedule, name);
    if (week == null) {
      return;
    }
    rows.execute(
        "INSERT INTO schedule_weeks (schedule, week, start_at, end_at) VALUES (?, ?, ?, ?)",
        schedule,
        name,
        week.getStart().toEpochMilli(),
        week.getEnd().toEpochMilli());
    week.getShifts().forEach(shift -> insert(rows, schedule, name, shift));
    week.getGaps().forEach(gap -> insert(rows, schedule, name, gap));
  }

  private static void insert(Handle rows, String schedule, String week, Shift shift) {
    rows.execute(
        """
        INSERT INTO shifts (schedule, week, start_at, end_at, who, kind, rotation, turn, shadow, why)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        schedule,
        week,
        shift.getStart().toEpochMilli(),
        shift.getEnd().toEpochMilli(),
        shift.getWho(),
        shift.getKind(),
        shift.getRotation(),
        shift.getTurn(),
        shift.getShadow() ? 1 : 0,
        shift.getWhy());
  }

  private static void insert(Handle rows, String schedule, String week, CoverageGap gap) {
    rows.execute(
        "INSERT INTO gaps (schedule, week, start_at, end_at) VALUES (?, ?, ?, ?)",
        schedule,
        week,
        gap.getStart().toEpochMilli(),
        gap.getEnd().toEpochMilli());
  }

  static Change event(Handle rows, String schedule, @Nullable ScheduleEvent event) {
    if (event != null) {
      rows.execute(
          "INSERT INTO schedule_events (id, schedule, at, type, outcome, record)"
              + " VALUES (?, ?, ?, ?, ?, ?)"
              + " ON CONFLICT (id) DO NOTHING",
          event.getId(),
          schedule,
          event.getAt().toEpochMilli(),
          event.getType(),
          event.getOutcome(),
          Records.SCHEDULE_EVENT.bytes(event));
    }
    return new Change(Kind.SCHEDULE, schedule);
  }

  static Change command(Handle rows, String key, @Nullable ScheduleCommand command) {
    if (command != null && command.getTarget() != null) {
      rows.execute(
          "INSERT INTO schedule_answers (id, target, action) VALUES (?, ?, ?)"
              + " ON CONFLICT (id) DO NOTHING",
          command.getId(),
          command.getTarget(),
          command.getAction());
    }
    return new Change(Kind.SCHEDULE, key);
  }

  static Change served(Handle rows, String schedule, @Nullable ServedShift shift) {
    if (shift != null) {
      rows.execute(
          """
          INSERT INTO served (id, schedule, team, who, start_at, end_at, rotation, turn, shadow)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
          """,
          shift.getId(),
          schedule,
          shift.getTeam(),
          shift.getWho(),
          shift.getStart().toEpochMilli(),
          shift.getEnd().toEpochMilli(),
          shift.getRotation(),
          shift.getTurn(),
          shift.getShadow() ? 1 : 0);
    }
    return new Change(Kind.SCHEDULE, schedule);
  }
}
