package dev.watchbill.rota;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What stretches on call count for a person: seconds, times a hundred, times their factor. */
final class Weighing {
  private record Factor(long hundredths, Within when) {}

  /** What of a stretch a factor is about. */
  private interface Within {
    Spans within(long from, long to);
  }

  private final Weights weights;
  private final ZoneId rotationZone;
  private final Map<String, List<Factor>> byPerson = new HashMap<>();

  Weighing(Weights weights, ZoneId rotationZone) {
    this.weights = weights;
    this.rotationZone = rotationZone;
  }

  long weigh(Person person, Spans spans) {
    var rest = spans;
    long sum = 0;
    for (var factor : byPerson.computeIfAbsent(person.id(), id -> factors(person))) {
      if (rest.isEmpty()) {
        return sum;
      }
      var those = factor.when().within(rest.firstStart(), rest.lastEnd()).and(rest);
      sum += those.length() / 1000 * factor.hundredths();
      rest = rest.minus(those);
    }
    return sum + rest.length() / 1000 * 100;
  }

  /** The largest first, as of several that apply the largest does. */
  private List<Factor> factors(Person person) {
    var own = weights.zone() == Weights.Zone.MEMBER;
    var zone = own ? person.zone() : rotationZone;
    var factors = new ArrayList<Factor>();
    if (weights.night() != null) {
      factors.add(
          new Factor(
              hundredths(weights.nightFactor()),
              new LocalHours(List.of(weights.night()), zone)::within));
    }
    if (weights.weekend() != null) {
      factors.add(
          new Factor(
              hundredths(weights.weekendFactor()),
              new LocalHours(List.of(weights.weekend()), zone)::within));
    }
    var holidays = own ? person.holidays() : weights.holidays();
    factors.add(
        new Factor(hundredths(weights.holidayFactor()), new LocalDays(holidays, zone)::within));
    factors.sort(Comparator.comparingLong(Factor::hundredths).reversed());
    return factors;
  }

  private static long hundredths(double factor) {
    return Math.round(factor * 100);
  }
}
