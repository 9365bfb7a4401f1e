package dev.watchbill.planner;

import dev.watchbill.rota.Gap;
import dev.watchbill.rota.PlannedShift;
import dev.watchbill.schemas.CoverageGap;
import dev.watchbill.schemas.RotationState;
import dev.watchbill.schemas.ScheduleLedger;
import dev.watchbill.schemas.ScheduleWeek;
import dev.watchbill.schemas.Shift;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A plan as records of {@code rotation-state}: one a week, and its ledger. */
public final class PlanRecords {
  private static final String LEDGER = "/ledger";
  private static final Comparator<Gap> GAPS =
      Comparator.comparing(Gap::start).thenComparing(Gap::end);

  private PlanRecords() {}

  /** Key of a schedule's ledger. */
  public static String ledgerKey(String schedule) {
    return schedule + LEDGER;
  }

  /** Whether a key is one of a ledger. */
  public static boolean isLedger(String key) {
    return key.endsWith(LEDGER);
  }

  /** Whose record a key is. */
  public static String scheduleOf(String key) {
    return key.substring(0, key.lastIndexOf('/'));
  }

  /** All keys of a schedule begin with this. */
  public static String prefix(String schedule) {
    return schedule + "/";
  }

  /**
   * The records of a plan, by key.
   *
   * @param at when it is published
   */
  public static SortedMap<String, RotationState> of(Plan plan, String rosterVersion, Instant at) {
    var records = new TreeMap<String, RotationState>();
    records.put(ledgerKey(plan.schedule()), ledger(plan, rosterVersion, at));
    for (var week = IsoWeek.of(plan.from());
        week.start().isBefore(plan.until());
        week = week.next()) {
      records.put(
          prefix(plan.schedule()) + week,
          RotationState.newBuilder()
              .setSchedule(plan.schedule())
              .setRosterVersion(rosterVersion)
              .setWeek(week(plan, week))
              .build());
    }
    return records;
  }

  /**
   * What must be written so that {@code after} is published where {@code before} is. A record that
   * says the same stays, with the version that wrote it.
   *
   * @return by key; null: to be removed
   */
  public static SortedMap<String, @Nullable RotationState> changes(
      SortedMap<String, RotationState> before, SortedMap<String, RotationState> after) {
    var changes = new TreeMap<String, @Nullable RotationState>();
    before.keySet().stream()
        .filter(key -> !after.containsKey(key))
        .forEach(key -> changes.put(key, null));
    after.forEach((key, state) -> {
      var old = before.get(key);
      if (old == null || !says(old, state)) {
        changes.put(key, state);
      }
    });
    return changes;
  }

  /**
   * Reads a plan back from its records.
   *
   * @throws IllegalArgumentException if there is no ledger among them, or it can't be read
   */
  public static Plan read(String schedule, Collection<RotationState> records) {
    var ledger =
        records.stream()
            .filter(record -> record.getLedger() != null)
            .findFirst()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "Expected a ledger among the records of schedule '%s', but got none"
                        .formatted(schedule)));
    var shifts = new TreeSet<>(Plan.ORDER);
    var gaps = new ArrayList<Gap>();
    for (var record : records) {
      if (record.getWeek() != null) {
        record.getWeek().getShifts().forEach(shift -> shifts.add(planned(shift)));
        record.getWeek().getGaps().forEach(gap -> gaps.add(gap(gap)));
      }
    }
    var written = Ledger.read(ledger.getLedger().getState());
    return new Plan(
        schedule,
        written.team(),
        written.horizon(),
        written.from(),
        ledger.getLedger().getPublishedUntil(),
        written.segments(),
        List.copyOf(shifts),
        gaps.stream().distinct().sorted(GAPS).toList());
  }

  private static boolean says(RotationState a, RotationState b) {
    return Objects.equals(a.getWeek(), b.getWeek()) && says(a.getLedger(), b.getLedger());
  }

  /** When it was published is no news by itself. */
  private static boolean says(@Nullable ScheduleLedger a, @Nullable ScheduleLedger b) {
    if (a == null || b == null) {
      return a == null && b == null;
    }
    return a.getPublishedUntil().equals(b.getPublishedUntil()) && a.getState().equals(b.getState());
  }

  private static RotationState ledger(Plan plan, String rosterVersion, Instant at) {
    return RotationState.newBuilder()
        .setSchedule(plan.schedule())
        .setRosterVersion(rosterVersion)
        .setLedger(
            ScheduleLedger.newBuilder()
                .setPublishedUntil(plan.until())
                .setState(Ledger.of(plan).write())
                .setPublishedAt(at)
                .build())
        .build();
  }

  private static ScheduleWeek week(Plan plan, IsoWeek week) {
    return ScheduleWeek.newBuilder()
        .setWeek(week.toString())
        .setStart(Stretch.later(week.start(), plan.from()))
        .setEnd(Stretch.earlier(week.end(), plan.until()))
        .setShifts(
            plan.shifts().stream()
                .filter(shift -> shift.start().isBefore(week.end()))
                .filter(shift -> shift.end().isAfter(week.start()))
                .map(PlanRecords::shift)
                .toList())
        .setGaps(
            plan.gaps().stream()
                .filter(gap -> gap.start().isBefore(week.end()))
                .filter(gap -> gap.end().isAfter(week.start()))
                .map(
                    gap -> CoverageGap.newBuilder().setStart(gap.start()).setEnd(gap.end()).build())
                .toList())
        .build();
  }

  private static Shift shift(PlannedShift shift) {
    return Shift.newBuilder()
        .setWho(shift.who())
        .setStart(shift.start())
        .setEnd(shift.end())
        .setKind(shift.kind().text())
        .setRotation(shift.rotation())
        .setTurn(shift.turn())
        .setShadow(shift.shadow())
        .setWhy(shift.why())
        .build();
  }

  private static PlannedShift planned(Shift shift) {
    return new PlannedShift(
        shift.getRotation(),
        shift.getTurn(),
        shift.getWho(),
        shift.getStart(),
        shift.getEnd(),
        PlannedShift.Kind.valueOf(shift.getKind().toUpperCase(Locale.ROOT)),
        shift.getShadow(),
        shift.getWhy());
  }

  private static Gap gap(CoverageGap gap) {
    return new Gap(gap.getStart(), gap.getEnd());
  }
}
