package dev.watchbill.planner;

import dev.watchbill.rota.PlannedShift;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A time in which the same people are on call.
 *
 * @param who empty: nobody
 */
record Stretch(Instant start, Instant end, Set<String> who) {
  Stretch {
    who = Set.copyOf(who);
  }

  /**
   * How a window divides into stretches; each differs from its neighbours. Shadows aren't on call.
   *
   * @return without a hole from {@code from} to {@code to}; empty if the window is
   */
  static List<Stretch> of(Collection<PlannedShift> shifts, Instant from, Instant to) {
    var changes = new TreeMap<Instant, List<PlannedShift>>();
    var stretches = new ArrayList<Stretch>();
    if (!from.isBefore(to)) {
      return stretches;
    }
    changes.put(from, new ArrayList<>());
    changes.put(to, new ArrayList<>());
    for (var shift : shifts) {
      if (!shift.shadow() && shift.start().isBefore(to) && shift.end().isAfter(from)) {
        changes.computeIfAbsent(later(shift.start(), from), at -> new ArrayList<>()).add(shift);
        changes.computeIfAbsent(earlier(shift.end(), to), at -> new ArrayList<>()).add(shift);
      }
    }
    // Each shift is met twice, first where it starts: so the second time it ends.
    var running = new ArrayList<PlannedShift>();
    var start = from;
    Set<String> who = Set.of();
    for (var change : changes.entrySet()) {
      var at = change.getKey();
      change.getValue().stream().filter(shift -> !shift.end().isAfter(at)).forEach(running::remove);
      change.getValue().stream().filter(shift -> shift.end().isAfter(at)).forEach(running::add);
      var now = people(running);
      if (at.equals(from)) {
        who = now;
      } else if (at.equals(to) || !now.equals(who)) {
        stretches.add(new Stretch(start, at, who));
        start = at;
        who = now;
      }
    }
    return stretches;
  }

  private static Set<String> people(List<PlannedShift> shifts) {
    var people = new TreeSet<String>();
    shifts.forEach(shift -> people.add(shift.who()));
    return people;
  }

  static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
