package dev.watchbill.escalation;

import dev.watchbill.schemas.RotationState;
import dev.watchbill.schemas.ScheduleWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The published shifts, kept up to date by one thread and asked by many. */
public final class PublishedShifts implements Shifts {
  private static final long SECONDS_A_WEEK = Duration.ofDays(7).toSeconds();

  /** The Monday after the epoch, which was a Thursday. */
  private static final long FIRST_MONDAY = Duration.ofDays(4).toSeconds();

  // Each decision asks many times, and mostly for now.
  private static volatile @Nullable Week lastAsked;

  private record Week(long number, String name) {}

  private final Map<String, ScheduleWeek> weeks = new ConcurrentHashMap<>();
  private final Set<String> schedules = ConcurrentHashMap.newKeySet();

  /**
   * Takes the next record of {@code rotation-state}.
   *
   * @param key schedule id/ISO week, or schedule id/ledger
   * @param state null: the week was removed
   */
  public void accept(String key, @Nullable RotationState state) {
    if (state == null || state.getWeek() == null) {
      weeks.remove(key);
    } else {
      weeks.put(key, state.getWeek());
    }
    if (state != null) {
      schedules.add(state.getSchedule());
    }
  }

  /** Whether anything was ever published for each of these schedules. */
  public boolean knows(Set<String> ids) {
    return schedules.containsAll(ids);
  }

  @Override
  public List<Directory.Duty> onCall(String schedule, Instant at) {
    var week = weeks.get(schedule + "/" + weekOf(at));
    return week == null
        ? List.of()
        : week.getShifts().stream()
            .filter(shift -> !shift.getShadow())
            .filter(shift -> !at.isBefore(shift.getStart()) && at.isBefore(shift.getEnd()))
            .map(shift ->
                new Directory.Duty(
                    shift.getWho(), schedule, shift.getStart(), shift.getEnd(), shift.getWhy()))
            .toList();
  }

  /** The ISO week of an instant in UTC: {@code 2026-W05}. */
  public static String weekOf(Instant at) {
    var number = Math.floorDiv(at.getEpochSecond() - FIRST_MONDAY, SECONDS_A_WEEK);
    var known = lastAsked;
    if (known == null || known.number() != number) {
      known = new Week(number, nameOf(at));
      lastAsked = known;
    }
    return known.name();
  }

  private static String nameOf(Instant at) {
    var date = at.atZone(ZoneOffset.UTC);
    return "%d-W%02d"
        .formatted(
            date.get(IsoFields.WEEK_BASED_YEAR), date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
  }
}
