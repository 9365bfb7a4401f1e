package dev.watchbill.planner;

import dev.watchbill.rota.Gap;
import dev.watchbill.rota.PlannedShift;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Cuts shifts and gaps at an instant, and makes one again of what such a cut divided. */
final class Seam {
  private Seam() {}

  /** What is before {@code at}, cut there. */
  static List<PlannedShift> before(Instant at, List<PlannedShift> shifts) {
    return shifts.stream()
        .filter(shift -> shift.start().isBefore(at))
        .map(shift -> shift.end().isAfter(at) ? with(shift, shift.start(), at) : shift)
        .toList();
  }

  /** Gaps before {@code at}, cut there. */
  static List<Gap> gapsBefore(Instant at, List<Gap> gaps) {
    return gaps.stream()
        .filter(gap -> gap.start().isBefore(at))
        .map(gap -> gap.end().isAfter(at) ? new Gap(gap.start(), at) : gap)
        .toList();
  }

  /** Two lists that meet at an instant; the same turn of the same person on both sides is one. */
  static List<PlannedShift> join(List<PlannedShift> before, List<PlannedShift> after, Instant at) {
    var joined = new ArrayList<>(before);
    for (var shift : after) {
      var earlier =
          joined.stream()
              .filter(each -> each.end().equals(at) && shift.start().equals(at))
              .filter(each -> isOneWith(each, shift))
              .findFirst();
      earlier.ifPresent(joined::remove);
      joined.add(earlier.map(each -> with(each, each.start(), shift.end())).orElse(shift));
    }
    return joined.stream().sorted(PlannedShift.ORDER).toList();
  }

  /** Gaps that meet at an instant are one. */
  static List<Gap> joinGaps(List<Gap> before, List<Gap> after, Instant at) {
    if (before.isEmpty() || after.isEmpty()) {
      return before.isEmpty() ? after : before;
    }
    var joined = new ArrayList<>(before);
    var last = before.getLast();
    var first = after.getFirst();
    if (last.end().equals(at) && first.start().equals(at)) {
      joined.removeLast();
      joined.add(new Gap(last.start(), first.end()));
      joined.addAll(after.subList(1, after.size()));
    } else {
      joined.addAll(after);
    }
    return joined;
  }

  /** What is in {@code gaps} and not in {@code without}; both in order. */
  static List<Gap> minus(List<Gap> gaps, List<Gap> without) {
    var left = new ArrayList<Gap>();
    for (var gap : gaps) {
      var start = gap.start();
      for (var other : without) {
        if (other.start().isBefore(gap.end()) && other.end().isAfter(start)) {
          if (other.start().isAfter(start)) {
            left.add(new Gap(start, other.start()));
          }
          start = other.end();
        }
      }
      if (start.isBefore(gap.end())) {
        left.add(new Gap(start, gap.end()));
      }
    }
    return left;
  }

  private static boolean isOneWith(PlannedShift a, PlannedShift b) {
    return a.who().equals(b.who())
        && a.kind() == b.kind()
        && a.shadow() == b.shadow()
        && Objects.equals(a.rotation(), b.rotation())
        && Objects.equals(a.turn(), b.turn())
        && (a.rotation() != null || a.why().equals(b.why()));
  }

  private static PlannedShift with(PlannedShift shift, Instant start, Instant end) {
    return new PlannedShift(
        shift.rotation(),
        shift.turn(),
        shift.who(),
        start,
        end,
        shift.kind(),
        shift.shadow(),
        shift.why());
  }
}
