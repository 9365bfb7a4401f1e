package dev.watchbill.console.readiness;

import dev.watchbill.console.readiness.Finding.Severity;
import dev.watchbill.console.readmodel.questions.Shifts.Gap;
import dev.watchbill.schemas.Schedule;
import dev.watchbill.schemas.text.Counted;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether what schedules promise is kept.
 *
 * @param asked schedules that some service's policy asks
 */
record Coverage(Instant now, Set<String> asked) {
  private static final Duration SOON = Duration.ofDays(3);

  /** The planner publishes weeks ahead; less than this means that it has stopped. */
  private static final Duration LEAST_AHEAD = Duration.ofDays(7);

  /**
   * Findings.
   *
   * @param gaps in the time looked at, by start
   * @param plannedUntil by schedule; what isn't in it isn't planned at all
   */
  List<Finding> of(
      Collection<Schedule> schedules, List<Gap> gaps, Map<String, Instant> plannedUntil) {
    var bySchedule = gaps.stream().collect(Collectors.groupingBy(Gap::schedule));
    return schedules.stream()
        .flatMap(schedule ->
            Stream.concat(
                gaps(schedule, bySchedule.getOrDefault(schedule.getId(), List.of())),
                planned(schedule, plannedUntil)))
        .toList();
  }

  private Stream<Finding> gaps(Schedule schedule, List<Gap> gaps) {
    if (gaps.isEmpty() || (schedule.getPromise() == null && !asked.contains(schedule.getId()))) {
      return Stream.of();
    }
    var first = gaps.getFirst();
    var promised = schedule.getPromise() != null;
    var soon = first.start().isBefore(now.plus(SOON));
    var severity = promised && soon ? Severity.PROBLEM : Severity.WARNING;
    var already = !first.start().isAfter(now);
    var text =
        (already ? "nobody is on call" : "nobody will be on call")
            + (promised ? ", though it promises " + schedule.getPromise() : "")
            + (gaps.size() > 1
                ? "; %s after it".formatted(Counted.of(gaps.size() - 1, "more gap"))
                : "");
    return Stream.of(
        Finding.of("gap", severity, schedule.getTeam(), schedule.getId(), text)
            .between(first.start(), first.end()));
  }

  private Stream<Finding> planned(Schedule schedule, Map<String, Instant> plannedUntil) {
    var until = plannedUntil.get(schedule.getId());
    if (until == null) {
      return Stream.of(
          Finding.of(
              "unplanned",
              Severity.PROBLEM,
              schedule.getTeam(),
              schedule.getId(),
              "no shifts are published"));
    }
    var least =
        schedule.getHorizonMs() > 0
            ? Duration.ofMillis(Math.min(LEAST_AHEAD.toMillis(), schedule.getHorizonMs() / 2))
            : LEAST_AHEAD;
    return until.isBefore(now.plus(least))
        ? Stream.of(
            Finding.of(
                    "unplanned",
                    Severity.PROBLEM,
                    schedule.getTeam(),
                    schedule.getId(),
                    "shifts are published for a few days only")
                .between(until, null))
        : Stream.of();
  }
}
