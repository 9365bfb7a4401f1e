package dev.watchbill.launcher.cli.moving;

import dev.watchbill.launcher.moving.Comparison;
import dev.watchbill.launcher.moving.Comparison.Difference;
import dev.watchbill.launcher.moving.Held;
import dev.watchbill.launcher.moving.OtherPlan;
import dev.watchbill.roster.Roster;
import dev.watchbill.roster.offline.OfflineRota;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * One schedule's plan here beside the one elsewhere.
 *
 * @param from as far back as both are known
 * @param until as far ahead; not after {@code from}: nothing was compared
 * @param wanted as far as they should have been compared
 * @param isWhole whether it is known all of that time
 */
record Compared(
    String schedule,
    Instant from,
    Instant until,
    Instant wanted,
    boolean isWhole,
    List<Difference> differences) {
  static List<Compared> all(Roster roster, Imported imported) {
    var rota = new OfflineRota(roster);
    var all = new ArrayList<Compared>();
    new TreeMap<>(imported.plans())
        .forEach((schedule, plan) ->
            all.add(
                plan.map(it -> one(rota, schedule, it, imported))
                    .orElseGet(() -> unknown(schedule, imported))));
    return all;
  }

  private static Compared one(
      OfflineRota rota, String schedule, OtherPlan plan, Imported imported) {
    var from = plan.from().isAfter(imported.from()) ? plan.from() : imported.from();
    var until = plan.to().isBefore(imported.until()) ? plan.to() : imported.until();
    if (!from.isBefore(until)) {
      return unknown(schedule, imported);
    }
    var ours =
        rota.shifts(List.of(schedule), from, until).stream()
            .map(it -> new Held(it.who(), it.start(), it.end()))
            .toList();
    return new Compared(
        schedule,
        from,
        until,
        imported.until(),
        from.equals(imported.from()) && until.equals(imported.until()),
        Comparison.of(plan.held(), ours, from, until));
  }

  private static Compared unknown(String schedule, Imported imported) {
    return new Compared(
        schedule, imported.from(), imported.from(), imported.until(), false, List.of());
  }

  boolean isKnown() {
    return from.isBefore(until);
  }

  boolean isSame() {
    return isKnown() && isWhole && differences.isEmpty();
  }
}
