package dev.watchbill.planner;

import dev.watchbill.rota.Rota;
import dev.watchbill.rota.Rotation;
import dev.watchbill.rota.ShiftOverride;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The overrides of a new definition on what is published from an earlier one, whose rotations may
 * have had other names. One that is gone takes its overrides along: they last as long as its turns,
 * and as whoever serves by them is there.
 *
 * @param people everybody in the roster; empty: it isn't known
 */
record CarriedOverrides(Rota before, Rota now, Set<String> people) {

  List<ShiftOverride> overrides() {
    var had = names(before);
    var has = names(now);
    var renamed =
        now.rotations().stream()
            .flatMap(rotation -> oldNameOf(rotation).stream())
            .collect(Collectors.toSet());
    // What somebody asked for is among the new ones for as long as it stands.
    var ofGone =
        before.overrides().stream()
            .filter(it -> it.at() == null && it.rotation() != null)
            .filter(it -> people.isEmpty() || people.contains(it.who()))
            .filter(it -> !has.contains(it.rotation()) && !renamed.contains(it.rotation()));
    var current =
        now.overrides().stream()
            .map(it -> it.rotation() == null || had.contains(it.rotation()) ? it : renamed(it));
    return Stream.concat(current, ofGone).toList();
  }

  private ShiftOverride renamed(ShiftOverride override) {
    return now.rotations().stream()
        .filter(it -> it.name().equals(override.rotation()))
        .findFirst()
        .flatMap(this::oldNameOf)
        .map(override::rotation)
        .orElse(override);
  }

  /** A rotation has been renamed where one with the same turns is gone, and no other can be it. */
  private Optional<String> oldNameOf(Rotation rotation) {
    if (names(before).contains(rotation.name())) {
      return Optional.empty();
    }
    var has = names(now);
    var sameTurns =
        before.rotations().stream()
            .filter(it -> !has.contains(it.name()) && rotation.hasTurnsOf(it))
            .toList();
    return only(sameTurns, it -> true)
        .or(() -> only(sameTurns, it -> it.members().equals(rotation.members())))
        .map(Rotation::name);
  }

  private static Optional<Rotation> only(List<Rotation> rotations, Predicate<Rotation> which) {
    var found = rotations.stream().filter(which).toList();
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  private static Set<String> names(Rota rota) {
    return rota.rotations().stream().map(Rotation::name).collect(Collectors.toSet());
  }
}
