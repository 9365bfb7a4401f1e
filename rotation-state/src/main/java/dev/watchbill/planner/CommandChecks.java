package dev.watchbill.planner;

import dev.watchbill.rota.PlannedShift;
import dev.watchbill.schemas.ScheduleCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a command must say; each answers with what was expected and what came, or nothing. */
record CommandChecks(Commands.Facts facts, ScheduleCommand command, Instant now) {
  /** Who plans further ahead than that has mistyped a year. */
  private static final Duration FURTHEST = Duration.ofDays(2 * 366);

  Optional<String> schedule() {
    var schedule = command.getSchedule();
    return schedule != null && facts.plan(schedule).isPresent()
        ? Optional.empty()
        : Optional.of(
            "schedule: expected one that is published, but got \"%s\"".formatted(schedule));
  }

  Optional<String> person(String field, @Nullable String id) {
    return id != null && facts.isPerson(id)
        ? Optional.empty()
        : Optional.of("%s: expected a person of the roster, but got \"%s\"".formatted(field, id));
  }

  Optional<String> other() {
    var other = person("insteadOf", command.getInsteadOf());
    return other.isEmpty() && Objects.equals(command.getWho(), command.getInsteadOf())
        ? Optional.of(
            "Expected somebody else than %s, but got the same person twice"
                .formatted(command.getWho()))
        : other;
  }

  /** Only of a command whose schedule and span are sound. */
  Optional<OneRotation> oneRotation() {
    var schedule = Objects.requireNonNull(command.getSchedule());
    return OneRotation.of(facts.plan(schedule).orElseThrow(), command, now);
  }

  Optional<String> span(@Nullable Instant from, @Nullable Instant to) {
    if (from == null || to == null || !from.isBefore(to)) {
      return Optional.of("to: expected an instant after from (%s), but got %s".formatted(from, to));
    }
    if (!to.isAfter(now)) {
      return Optional.of("to: expected an instant ahead, but %s is over".formatted(to));
    }
    return to.isAfter(now.plus(FURTHEST))
        ? Optional.of("to: expected an instant within two years, but got %s".formatted(to))
        : Optional.empty();
  }

  /** Whether whoever is replaced serves in what is left of it, as far as that is published. */
  Optional<String> theirs() {
    return serves(command.getInsteadOf(), command.getFrom(), command.getTo());
  }

  Optional<String> inReturn() {
    var from = command.getReturnFrom();
    var to = command.getReturnTo();
    return from == null && to == null
        ? Optional.empty()
        : span(from, to).or(() -> serves(command.getWho(), from, to));
  }

  /** Why a swap that was sound when it was asked for isn't any more; empty: it is. */
  Optional<String> outdated() {
    var schedule = Objects.requireNonNull(command.getSchedule());
    if (facts.plan(schedule).isEmpty()) {
      return Optional.of("%s is no longer in the roster".formatted(schedule));
    }
    return left(command.getInsteadOf())
        .or(() -> left(command.getWho()))
        .or(() -> over(command.getTo()))
        .or(() -> over(command.getReturnTo()))
        .or(this::theirs)
        .or(this::inReturn);
  }

  private Optional<String> left(@Nullable String person) {
    return person != null && facts.isPerson(person)
        ? Optional.empty()
        : Optional.of("%s is no longer in the roster".formatted(person));
  }

  private Optional<String> over(@Nullable Instant end) {
    return end == null || end.isAfter(now)
        ? Optional.empty()
        : Optional.of("a shift of it was over at %s".formatted(end));
  }

  private Optional<String> serves(
      @Nullable String who, @Nullable Instant from, @Nullable Instant to) {
    var schedule = Objects.requireNonNull(command.getSchedule());
    var start = Stretch.later(Objects.requireNonNull(from), now);
    var end = Objects.requireNonNull(to);
    var plan = facts.plan(schedule).orElseThrow();
    var theirs = plan.shifts().stream().filter(shift -> isTheirs(shift, who, start, end)).toList();
    if (end.isAfter(plan.until())
        || theirs.stream().anyMatch(shift -> shift.kind() == PlannedShift.Kind.TURN)) {
      return Optional.empty();
    }
    var where =
        command.getRotation() == null
            ? schedule
            : "%s of %s".formatted(command.getRotation(), schedule);
    return Optional.of(
        theirs.isEmpty()
            ? "%s isn't on call in %s between %s and %s".formatted(who, where, start, end)
            : ("%s is on call in %s between %s and %s by an override alone, and none acts on"
                    + " another; take that one back, or cover the time whoever serves")
                .formatted(who, where, start, end));
  }

  private boolean isTheirs(PlannedShift shift, @Nullable String who, Instant from, Instant to) {
    var ofAnother =
        command.getRotation() != null && !command.getRotation().equals(shift.rotation());
    return !ofAnother
        && shift.who().equals(who)
        && shift.start().isBefore(to)
        && shift.end().isAfter(from);
  }
}
