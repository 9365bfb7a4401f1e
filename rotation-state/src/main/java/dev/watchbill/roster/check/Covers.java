package dev.watchbill.roster.check;

import dev.watchbill.roster.Finding;
import dev.watchbill.roster.OverrideEntry;
import dev.watchbill.roster.Roster;
import java.util.ArrayList;
import java.util.List;

/** Overrides that claim the same stretch: of two in a roster, neither is the later. */
final class Covers {
  private Covers() {}

  private record At(OverrideEntry override, String path) {}

  static List<Finding> in(Roster roster) {
    var findings = new ArrayList<Finding>();
    var seen = new ArrayList<At>();
    for (var team : roster.teams().values()) {
      for (int i = 0; i < team.overrides().size(); i++) {
        var one = new At(team.overrides().get(i), "teams.%s.overrides[%d]".formatted(team.id(), i));
        seen.stream()
            .filter(other -> conflict(one.override(), other.override()))
            .findFirst()
            .ifPresent(other -> findings.add(finding(one, other)));
        seen.add(one);
      }
    }
    return findings;
  }

  private static Finding finding(At one, At other) {
    return Finding.error(
        one.path(),
        "overrides that don't claim the same time",
        "one from %s to %s, which overlaps %s"
            .formatted(one.override().start(), one.override().end(), other.path()));
  }

  private static boolean conflict(OverrideEntry one, OverrideEntry other) {
    return one.schedule().equals(other.schedule())
        && one.start().isBefore(other.end())
        && other.start().isBefore(one.end())
        && claimTheSame(one, other);
  }

  private static boolean claimTheSame(OverrideEntry one, OverrideEntry other) {
    return switch (one) {
      case OverrideEntry.Cover _ -> other instanceof OverrideEntry.Cover;
      case OverrideEntry.Replace replace ->
          other instanceof OverrideEntry.Replace it && it.insteadOf().equals(replace.insteadOf());
      case OverrideEntry.Add _ -> false;
      case OverrideEntry.Remove _ -> false;
    };
  }
}
