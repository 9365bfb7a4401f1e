package dev.watchbill.roster.check;

import dev.watchbill.roster.Finding;
import dev.watchbill.roster.Roster;
import dev.watchbill.roster.RotationEntry;
import dev.watchbill.roster.ScheduleEntry;
import dev.watchbill.roster.ScheduleEntry.Mode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Rotations of a schedule: empty ones, ones that claim the same time, handoffs that don't exist.
 */
final class Layers {
  private Layers() {}

  static List<Finding> in(Roster roster, Instant now) {
    var findings = new ArrayList<Finding>();
    for (var schedule : roster.schedules().values()) {
      if (schedule.rotations().isEmpty()) {
        findings.add(
            Finding.warning(
                Paths.of(schedule), "at least one rotation", "none: nobody is on call"));
      }
      oneLevel(schedule, findings);
      for (int i = 0; i < schedule.rotations().size(); i++) {
        of(schedule, i, now, findings);
      }
    }
    return findings;
  }

  private static void oneLevel(ScheduleEntry schedule, List<Finding> findings) {
    if (schedule.mode() == Mode.LEVELS
        && schedule.rotations().size() > 1
        && schedule.rotations().stream().allMatch(it -> it.priority().isEmpty())) {
      findings.add(
          Finding.warning(
              Paths.of(schedule) + ".mode",
              "a \"priority\" of rotations where mode is levels",
              "none: all of them are on call together, as with everyone"));
    }
  }

  private static void of(ScheduleEntry schedule, int index, Instant now, List<Finding> findings) {
    var rotation = schedule.rotations().get(index);
    if (rotation.follows().isEmpty()
        && rotation.members().stream().allMatch(it -> it.who().isEmpty())) {
      var got = rotation.members().isEmpty() ? "an empty rotation" : "only turns of nobody";
      findings.add(
          Finding.warning(Paths.of(schedule, index) + ".members", "at least one person", got));
    }
    SkippedHandoff.of(rotation, now)
        .ifPresent(skipped ->
            findings.add(
                Finding.warning(
                    Paths.of(schedule, index) + ".start",
                    "a handoff at a time that comes every day",
                    skipped.toString())));
    for (int other = 0; other < index; other++) {
      overlap(schedule, other, index, findings);
    }
  }

  private static void overlap(ScheduleEntry schedule, int a, int b, List<Finding> findings) {
    var first = schedule.rotations().get(a);
    var second = schedule.rotations().get(b);
    boolean samePriority =
        first.priority().isPresent() && first.priority().equals(second.priority());
    boolean compete = schedule.mode() == Mode.PRIORITY && !first.shadow() && !second.shadow();
    if (samePriority && compete && bothActive(first, second)) {
      findings.add(
          Finding.error(
              Paths.of(schedule, b) + ".priority",
              "different priorities where two rotations are active at the same time",
              "%d, as %s has".formatted(second.priority().getAsInt(), first.name())));
    }
  }

  private static boolean bothActive(RotationEntry first, RotationEntry second) {
    return ActiveTimes.of(first).meets(ActiveTimes.of(second));
  }
}
