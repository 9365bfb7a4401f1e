package dev.watchbill.planner;

import dev.watchbill.roster.Suggestion;
import dev.watchbill.rota.PlannedShift;
import dev.watchbill.rota.Rota;
import dev.watchbill.rota.Rotation;
import dev.watchbill.schemas.ScheduleCommand;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an override of one rotation meets in what is published. Of a time that isn't published yet
 * nothing is said.
 */
record OneRotation(Plan plan, ScheduleCommand command, String rotation, Instant from, Instant to) {

  /** An override whose span is sound. */
  static Optional<OneRotation> of(Plan plan, ScheduleCommand command, Instant now) {
    return Optional.ofNullable(command.getRotation())
        .map(rotation ->
            new OneRotation(
                plan,
                command,
                rotation,
                Stretch.later(Standing.from(command), now),
                Standing.to(command)));
  }

  /** What is wrong where no definition that is in force in the span has such a rotation. */
  Optional<String> unknown() {
    var names = segments().stream().flatMap(this::names).distinct().toList();
    return names.contains(rotation)
        ? Optional.empty()
        : Optional.of(
            "rotation: expected %s, but got %s"
                .formatted(
                    Suggestion.listed(names, "rotation"), Suggestion.quoted(rotation, names)));
  }

  private Stream<String> names(Segment segment) {
    return segment.rotas().stream()
        .filter(rota -> rota.schedule().equals(plan.schedule()))
        .flatMap(rota -> rota.rotations().stream())
        .map(Rotation::name);
  }

  /** What is wrong where it has no turn in the span, and when it has its next. */
  Optional<String> withoutTurn() {
    if (to.isAfter(plan.until()) || nextTurn(from).filter(next -> next.isBefore(to)).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        "%s of %s has no turn between %s and %s; %s"
            .formatted(
                rotation,
                plan.schedule(),
                from,
                to,
                nextTurn(to)
                    .map(next -> "the next it has is at " + next)
                    .orElse("none is published after it")));
  }

  private Optional<Instant> nextTurn(Instant after) {
    return new Forecasts()
        .firstTurn(plan.schedule(), rotation, plan.segments(), after, plan.until());
  }

  /** Who is on call instead, where the override changes nobody. */
  Optional<String> hidden() {
    if (to.isAfter(plan.until())) {
      return Optional.empty();
    }
    var before = shifts(segments());
    var after = shifts(segments().stream().map(this::overridden).toList());
    var seen = after.stream().anyMatch(it -> rotation.equals(it.rotation()));
    return before.equals(after) && !seen
        ? Optional.of(
            String.join(" and ", after.stream().map(OneRotation::source).distinct().toList()))
        : Optional.empty();
  }

  private static String source(PlannedShift shift) {
    return Objects.requireNonNullElse(
        shift.rotation(), "the %s of %s".formatted(shift.kind().text(), shift.who()));
  }

  private List<PlannedShift> shifts(List<Segment> segments) {
    return new Forecasts().shifts(plan.schedule(), segments, from, to);
  }

  private Segment overridden(Segment segment) {
    var standing = new Standing(List.of(command));
    return new Segment(
        segment.from(), segment.rotas().stream().<Rota>map(standing::on).toList(), segment.book());
  }

  private List<Segment> segments() {
    return Segment.before(to, Segment.after(from, plan.segments()));
  }
}
