package dev.watchbill.rota;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Chooses how each rotation's turns are assigned. */
final class Assignments {
  private Assignments() {}

  /** By schedule, then by rotation, the one that wins first. */
  static Map<String, Map<String, Turns>> of(List<Rota> together) {
    var turns = new LinkedHashMap<String, Map<String, Turns>>();
    for (var rota : together) {
      var own = new LinkedHashMap<String, Turns>();
      Layering.ranked(rota).forEach(rotation -> own.put(rotation.name(), turns(rota, rotation)));
      turns.put(rota.schedule(), own);
    }
    return turns;
  }

  private static Turns turns(Rota rota, Rotation rotation) {
    if (!isPlain(rota, rotation)) {
      throw new UnsupportedOperationException(
          ("Expected rotation '%s' of schedule '%s' to be plain round robin, but it has absences,"
                  + " rest, shares, weights or the like, which are designed but not built yet")
              .formatted(rotation.name(), rota.schedule()));
    }
    return new PlainTurns(new Slots(rotation));
  }

  /** Whether nothing constrains the turns of this rotation, so that they are plain round robin. */
  static boolean isPlain(Rota rota, Rotation rotation) {
    return rotation.follows() == null
        && rota.exclusiveWith().isEmpty()
        && rotation.rest().isZero()
        && rotation.maxStint().isZero()
        && !rotation.waking()
        && rotation.members().stream().allMatch(member -> member.from() == null)
        && Members.of(rota, rotation).stream()
            .allMatch(person -> person.away().isEmpty() && person.weeklyAway().isEmpty())
        && (rotation.assign() == Rotation.Assign.IN_ORDER || isEven(rota, rotation));
  }

  private static boolean isEven(Rota rota, Rotation rotation) {
    return rotation.fairnessGroup() == null
        && rota.weights().areEven()
        && Members.of(rota, rotation).stream().mapToDouble(Person::share).distinct().count() <= 1;
  }
}
