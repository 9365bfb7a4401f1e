package dev.watchbill.rota;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/** Adds up what people serve. */
final class Tallying {
  private static final Hours NIGHT =
      Hours.daily(EnumSet.allOf(DayOfWeek.class), LocalTime.of(22, 0), LocalTime.of(7, 0));
  private static final Hours WEEKEND =
      Hours.daily(
          Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

  private final Rota rota;
  private final List<PlannedShift> shifts;

  Tallying(Rota rota, List<PlannedShift> shifts) {
    this.rota = rota;
    this.shifts = shifts.stream().filter(it -> !it.shadow()).toList();
  }

  List<Tally> tallies(Instant from, Instant to) {
    var people = new TreeSet<String>();
    rota.rotations().stream()
        .filter(it -> !it.shadow())
        .forEach(it -> it.members().forEach(member -> people.addAll(member.people())));
    shifts.forEach(it -> people.add(it.who()));
    return people.stream().map(who -> tally(who, from, to)).toList();
  }

  private Tally tally(String who, Instant from, Instant to) {
    var person =
        rota.people().stream()
            .filter(it -> it.id().equals(who))
            .findFirst()
            .orElseGet(() -> Person.of(who, rota.zone()));
    var own = shifts.stream().filter(it -> it.who().equals(who)).toList();
    var weights = rota.weights();
    var here = weights.zone() == Weights.Zone.ROTATION;
    var zone = here ? rota.zone() : person.zone();
    var night = new LocalHours(List.of(Objects.requireNonNullElse(weights.night(), NIGHT)), zone);
    var weekend =
        new LocalHours(List.of(Objects.requireNonNullElse(weights.weekend(), WEEKEND)), zone);
    var holidays = new LocalDays(here ? weights.holidays() : person.holidays(), zone);
    return new Tally(
        who,
        (int) own.stream().map(Tallying::turn).filter(it -> !it.isEmpty()).distinct().count(),
        sum(own, it -> end(it) - start(it)),
        sum(own, it -> night.within(start(it), end(it)).length()),
        sum(own, it -> weekend.within(start(it), end(it)).length()),
        sum(own, it -> holidays.within(start(it), end(it)).length()),
        (int)
            person.brokenNights().stream()
                .filter(it -> !it.isBefore(from) && it.isBefore(to))
                .count());
  }

  private static String turn(PlannedShift shift) {
    return shift.rotation() == null ? "" : shift.rotation() + "#" + shift.turn();
  }

  private static Duration sum(List<PlannedShift> shifts, ToLongFunction<PlannedShift> length) {
    return Duration.ofMillis(shifts.stream().mapToLong(length).sum());
  }

  private static long start(PlannedShift shift) {
    return shift.start().toEpochMilli();
  }

  private static long end(PlannedShift shift) {
    return shift.end().toEpochMilli();
  }
}
