package dev.watchbill.rota;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the overrides of one instant make of those whom the rotations put on call. */
final class Overriding {
  private Overriding() {}

  /**
   * Each override acts once, on the rotations' plan.
   *
   * @param planned who is on call by turn, the most important first
   * @param active the overrides of this instant, in any order
   * @return nobody twice: a turn of one's own comes before one taken over, and that before an
   *     addition
   */
  static List<Holder> apply(List<Holder> planned, List<ShiftOverride> active) {
    var latest = new HashMap<String, ShiftOverride>();
    ShiftOverride cover = null;
    var additions = new ArrayList<ShiftOverride>();
    for (var each : active.stream().sorted(ShiftOverride.BY_ENTRY).toList()) {
      switch (each.kind()) {
        case COVER -> cover = each;
        case ADD -> additions.add(each);
        case REMOVE -> latest.put(each.who(), each);
        case REPLACE, SWAP -> {
          if (each.insteadOf() != null) {
            latest.put(each.insteadOf(), each);
          }
        }
      }
    }
    var holders = new LinkedHashMap<String, Holder>();
    if (cover != null) {
      holders.put(cover.who(), Holder.covering(cover));
    } else {
      replace(planned, latest).forEach(holder -> holders.putIfAbsent(holder.who(), holder));
    }
    additions.sort(Comparator.comparing(ShiftOverride::who));
    additions.forEach(each -> holders.putIfAbsent(each.who(), Holder.added(each)));
    return List.copyOf(holders.values());
  }

  private static List<Holder> replace(List<Holder> planned, Map<String, ShiftOverride> overrides) {
    var kept = new ArrayList<Holder>();
    var taken = new ArrayList<Holder>();
    var seen = new HashSet<String>();
    for (var holder : planned) {
      var override = overrides.get(holder.who());
      if (!seen.add(holder.who())) {
        continue;
      }
      if (override == null) {
        kept.add(holder);
      } else if (override.kind() != ShiftOverride.Kind.REMOVE) {
        taken.add(holder.replacedBy(override));
      }
    }
    kept.addAll(taken);
    return kept;
  }
}
