package dev.watchbill.console.schedules;

import dev.watchbill.console.readmodel.ReadModel;
import dev.watchbill.console.readmodel.questions.Shifts.Published;
import dev.watchbill.console.schedules.Preview.Move;
import dev.watchbill.console.schedules.Preview.Warning;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says what a wish would move in what is published. The planner decides it; what only the planner
 * knows, such as who is given a shift that is offered, isn't guessed.
 */
public final class Previews {
  private static final Duration OFFERED_UNTIL = Duration.ofHours(24);

  private final ReadModel model;
  private final Instant now;

  public Previews(ReadModel model, Instant now) {
    this.model = model;
    this.now = now;
  }

  /** What it would move. */
  public Preview of(Wish wish) {
    return switch (wish.action()) {
      case "override" -> override(wish);
      case "swap" -> swap(wish);
      default -> absence(wish);
    };
  }

  private Preview override(Wish wish) {
    var moves =
        taken(wish.schedule(), wish.from(), wish.to(), wish.insteadOf()).stream()
            .filter(shift -> !shift.who().equals(wish.who()))
            .filter(shift -> isOf(wish.rotation(), shift))
            .map(shift -> move(shift, wish.from(), wish.to(), wish.who()))
            .toList();
    return new Preview(moves, warnings(wish.who(), wish.schedule(), wish.from(), wish.to()));
  }

  /** Whoever was added in a rotation stays when it is covered. */
  private static boolean isOf(@Nullable String rotation, Published shift) {
    return rotation == null || (rotation.equals(shift.rotation()) && !shift.kind().equals("add"));
  }

  private Preview swap(Wish wish) {
    var owner = Objects.requireNonNullElse(wish.insteadOf(), "");
    var moves = new ArrayList<Move>();
    taken(wish.schedule(), wish.from(), wish.to(), owner)
        .forEach(shift -> moves.add(move(shift, wish.from(), wish.to(), wish.who())));
    var warnings = new ArrayList<>(warnings(wish.who(), wish.schedule(), wish.from(), wish.to()));
    if (wish.returnFrom() != null && wish.returnTo() != null) {
      taken(wish.schedule(), wish.returnFrom(), wish.returnTo(), wish.who())
          .forEach(shift -> moves.add(move(shift, wish.returnFrom(), wish.returnTo(), owner)));
      warnings.addAll(warnings(owner, wish.schedule(), wish.returnFrom(), wish.returnTo()));
    }
    return new Preview(List.copyOf(moves), List.copyOf(warnings));
  }

  private Preview absence(Wish wish) {
    var moves =
        model.shifts().of(wish.who(), wish.from(), wish.to()).stream()
            .map(shift ->
                new Move(
                    shift.schedule(),
                    later(shift.start(), wish.from()),
                    earlier(shift.end(), wish.to()),
                    List.of(wish.who()),
                    List.of(),
                    becomes(shift)))
            .toList();
    return new Preview(moves, List.of());
  }

  private String becomes(Published shift) {
    return shift.start().isBefore(now.plus(OFFERED_UNTIL))
        ? "given to somebody by fairness at once"
        : "offered; it stays theirs until somebody takes it, or 24 h before it starts, when it is"
            + " given to somebody by fairness";
  }

  private List<Published> taken(
      @org.jspecify.annotations.Nullable String schedule,
      Instant from,
      Instant to,
      @org.jspecify.annotations.Nullable String owner) {
    return model
        .shifts()
        .between(List.of(Objects.requireNonNullElse(schedule, "")), from, to)
        .stream()
        .filter(shift -> !shift.shadow() && (owner == null || shift.who().equals(owner)))
        .toList();
  }

  private static Move move(Published shift, Instant from, Instant to, String who) {
    return new Move(
        shift.schedule(),
        later(shift.start(), from),
        earlier(shift.end(), to),
        List.of(shift.who()),
        List.of(who),
        "changes hands");
  }

  private List<Warning> warnings(
      String who, @org.jspecify.annotations.Nullable String schedule, Instant from, Instant to) {
    var elsewhere =
        model.shifts().of(who, from, to).stream()
            .filter(shift -> !shift.schedule().equals(schedule))
            .map(shift ->
                new Warning(
                    "is on call in %s at the same time".formatted(shift.schedule()),
                    later(shift.start(), from),
                    earlier(shift.end(), to)));
    var away =
        Stream.ofNullable(model.standing().people().get(who))
            .filter(it -> Set.of("away", "resting").contains(it.getState()))
            .filter(it -> it.getUntil() == null || it.getUntil().isAfter(from))
            .map(it -> new Warning("is " + it.getState() + ": " + it.getWhy(), from, to));
    return Stream.concat(elsewhere, away).sorted(Comparator.comparing(Warning::start)).toList();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
