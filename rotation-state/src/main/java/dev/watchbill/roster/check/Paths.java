package dev.watchbill.roster.check;

import dev.watchbill.roster.ScheduleEntry;

/** Where things stand in a roster, as paths. */
final class Paths {
  private Paths() {}

  static String of(ScheduleEntry schedule) {
    return "teams.%s.schedules.%s".formatted(schedule.team(), schedule.id());
  }

  static String of(ScheduleEntry schedule, int rotation) {
    return "%s.rotations[%d]".formatted(of(schedule), rotation);
  }
}
