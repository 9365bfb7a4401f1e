package dev.watchbill.planner;

import dev.watchbill.rota.Person;
import dev.watchbill.rota.PlannedShift;
import dev.watchbill.rota.Rota;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A night that a page broke.
 *
 * @param rotation in whose turn the person was on call
 * @param night the day it began, where the person lives: two pages in one night break one
 */
public record BrokenNight(
    String schedule, String rotation, String who, Instant at, LocalDate night) {
  private static final Duration NOON = Duration.ofHours(12);

  /**
   * The night a page broke, for each rotation in which the person was on call by their turn or in
   * somebody's place.
   *
   * @param rota of the schedule
   * @param shifts published of the schedule, around that instant
   */
  public static List<BrokenNight> of(
      String who, Instant at, Rota rota, Collection<PlannedShift> shifts) {
    return shifts.stream()
        .filter(shift -> shift.who().equals(who) && shift.covers(at) && !shift.shadow())
        .flatMap(shift -> Optional.ofNullable(shift.rotation()).stream())
        .distinct()
        .flatMap(rotation -> night(who, at, rota, rotation).stream())
        .toList();
  }

  private static Optional<BrokenNight> night(String who, Instant at, Rota rota, String rotation) {
    var person = rota.people().stream().filter(it -> it.id().equals(who)).findFirst();
    var zone =
        rota.rotations().stream()
            .filter(it -> it.name().equals(rotation))
            .map(it -> it.zone())
            .findFirst()
            .orElse(rota.zone());
    return person
        .filter(it -> rota.weights().isNight(at, it, zone))
        .map(it -> new BrokenNight(rota.schedule(), rotation, who, at, began(at, it)));
  }

  /** The evening before, as of midnight and later. */
  static LocalDate began(Instant at, Person person) {
    return at.minus(NOON).atZone(person.zone()).toLocalDate();
  }
}
