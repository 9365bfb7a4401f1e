package dev.watchbill.console.readiness;

import dev.watchbill.console.readiness.Finding.Severity;
import dev.watchbill.console.readmodel.ReadModel;
import dev.watchbill.console.readmodel.questions.Shifts.Published;
import dev.watchbill.schemas.Availability;
import dev.watchbill.schemas.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** People who rest or are away, and are on call or will be soon. */
record Tired(ReadModel model, Instant now) {
  private static final Duration SOON = Duration.ofHours(12);

  List<Finding> findings(Map<String, List<Published>> onCall) {
    var unfit =
        model.standing().people().values().stream()
            .filter(it -> it.getState().equals("resting") || it.getState().equals("away"))
            .collect(Collectors.toMap(Availability::getPerson, it -> it));
    if (unfit.isEmpty()) {
      return List.of();
    }
    var starting =
        model.shifts().between(List.of(), now, now.plus(SOON)).stream()
            .filter(shift -> !shift.shadow() && shift.start().isAfter(now));
    return Stream.concat(onCall.values().stream().flatMap(Collection::stream), starting)
        .flatMap(shift -> finding(shift, Optional.ofNullable(unfit.get(shift.who()))))
        .toList();
  }

  private Stream<Finding> finding(Published shift, Optional<Availability> unfit) {
    return unfit.stream()
        .filter(it -> it.getUntil() == null || it.getUntil().isAfter(shift.start()))
        .map(it ->
            Finding.of(
                    it.getState(),
                    it.getState().equals("away") ? Severity.PROBLEM : Severity.WARNING,
                    team(shift.schedule()),
                    shift.schedule(),
                    "%s, and %s: %s"
                        .formatted(
                            it.getState(),
                            shift.start().isAfter(now) ? "on call soon" : "on call now",
                            it.getWhy()))
                .about(List.of(shift.who()))
                .between(shift.start(), it.getUntil()));
  }

  private String team(String schedule) {
    return Optional.ofNullable(model.roster().schedules().get(schedule))
        .map(Schedule::getTeam)
        .orElse(Objects.toString(schedule));
  }
}
