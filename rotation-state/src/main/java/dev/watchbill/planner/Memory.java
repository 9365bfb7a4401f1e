package dev.watchbill.planner;

import dev.watchbill.rota.Rota;
import dev.watchbill.rota.Rotation;
import java.time.Duration;
import java.util.List;

/** How much of the past planning needs: for rest, for stints, and for whoever follows. */
final class Memory {
  private static final Duration AT_LEAST = Duration.ofDays(1);

  /** Some zones have left out a day, and a half after it. */
  private static final Duration CLOCKS = Duration.ofDays(2);

  private Memory() {}

  static Duration of(List<Rota> rotas) {
    var longest = AT_LEAST;
    for (var rota : rotas) {
      for (var rotation : rota.rotations()) {
        longest = longer(longest, longer(rotation.rest(), rotation.maxStint()));
        longest = longer(longest, followed(rotas, rotation));
      }
    }
    return longest;
  }

  /** No turn is longer, whatever the clocks do. */
  static Duration turnOf(List<Rota> rotas) {
    return rotas.stream()
        .flatMap(rota -> rota.rotations().stream())
        .map(it -> it.shift().nominal().plus(CLOCKS))
        .reduce(CLOCKS, Memory::longer);
  }

  private static Duration followed(List<Rota> rotas, Rotation rotation) {
    var follows = rotation.follows();
    if (follows == null || follows.turns() > 0) {
      return Duration.ZERO;
    }
    return rotas.stream()
        .filter(rota -> rota.schedule().equals(follows.schedule()))
        .flatMap(rota -> rota.rotations().stream())
        .map(it -> it.shift().nominal().multipliedBy(1 + it.turnsToReach(follows.turns())))
        .reduce(Duration.ZERO, Memory::longer);
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
