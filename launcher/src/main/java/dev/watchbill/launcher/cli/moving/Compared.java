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
 * @param until as far as both are known; not after {@code from}: nothing was compared
 */
record Compared(String schedule, Instant from, Instant until, List<Difference> differences) {
  static List<Compared> all(Roster roster, Imported imported) {
    var rota = new OfflineRota(roster);
    var all = new ArrayList<Compared>();
    new TreeMap<>(imported.plans())
        .forEach((schedule, plan) ->
            all.add(
                plan.map(it -> one(rota, schedule, it, imported))
                    .orElseGet(() ->
                        new Compared(schedule, imported.from(), imported.from(), List.of()))));
    return all;
  }

  private static Compared one(
      OfflineRota rota, String schedule, OtherPlan plan, Imported imported) {
    var from = plan.from().isAfter(imported.from()) ? plan.from() : imported.from();
    var until = plan.to().isBefore(imported.until()) ? plan.to() : imported.until();
    if (!from.isBefore(until)) {
      return new Compared(schedule, from, from, List.of());
    }
    var ours =
        rota.shifts(List.of(schedule), from, until).stream()
            .map(it -> new Held(it.who(), it.start(), it.end()))
            .toList();
    return new Compared(schedule, from, until, Comparison.of(plan.held(), ours, from, until));
  }

  boolean isKnown() {
    return from.isBefore(until);
  }

  boolean isSame() {
    return isKnown() && differences.isEmpty();
  }
}
