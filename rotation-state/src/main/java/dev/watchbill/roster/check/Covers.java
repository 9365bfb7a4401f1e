package dev.watchbill.roster.check;

import dev.watchbill.roster.Finding;
import dev.watchbill.roster.OverrideEntry;
import dev.watchbill.roster.Roster;
import java.util.ArrayList;
import java.util.List;

/**
 * Overrides that claim the same stretch, or of which one takes out whom the other brings in or
 * replaces: of two in a roster, neither is the later.
 */
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
            .filter(other -> meet(one.override(), other.override()))
            .filter(other ->
                claimTheSame(one.override(), other.override())
                    || contradict(one.override(), other.override()))
            .findFirst()
            .ifPresent(other -> findings.add(finding(one, other)));
        seen.add(one);
      }
    }
    return findings;
  }

  private static Finding finding(At one, At other) {
    var got =
        "one from %s to %s, which overlaps %s"
            .formatted(one.override().start(), one.override().end(), other.path());
    return claimTheSame(one.override(), other.override())
        ? Finding.error(one.path(), "overrides that don't claim the same time", got)
        : Finding.warning(one.path(), "overrides that don't contradict each other", got);
  }

  private static boolean meet(OverrideEntry one, OverrideEntry other) {
    var apart =
        one.rotation().isPresent()
            && other.rotation().isPresent()
            && !one.rotation().equals(other.rotation());
    return one.schedule().equals(other.schedule())
        && !apart
        && one.start().isBefore(other.end())
        && other.start().isBefore(one.end());
  }

  private static boolean contradict(OverrideEntry one, OverrideEntry other) {
    return removesWhom(one).equals(givenBy(other))
        || removesWhom(other).equals(givenBy(one))
        || removesWhom(one).equals(replacedBy(other))
        || removesWhom(other).equals(replacedBy(one));
  }

  /** Whom an override takes out; else something that nobody is called. */
  private static String removesWhom(OverrideEntry override) {
    return override instanceof OverrideEntry.Remove it ? it.who() : "remove nobody";
  }

  private static String givenBy(OverrideEntry override) {
    return switch (override) {
      case OverrideEntry.Cover it -> it.who();
      case OverrideEntry.Add it -> it.who();
      case OverrideEntry.Replace it -> it.who();
      case OverrideEntry.Remove _ -> "";
    };
  }

  private static String replacedBy(OverrideEntry override) {
    return override instanceof OverrideEntry.Replace it ? it.insteadOf() : "";
  }

  private static boolean claimTheSame(OverrideEntry one, OverrideEntry other) {
    return switch (one) {
      // A cover of a schedule stands above one of a rotation.
      case OverrideEntry.Cover cover ->
          other instanceof OverrideEntry.Cover it && it.rotation().equals(cover.rotation());
      case OverrideEntry.Replace replace ->
          other instanceof OverrideEntry.Replace it && it.insteadOf().equals(replace.insteadOf());
      case OverrideEntry.Add _ -> false;
      case OverrideEntry.Remove _ -> false;
    };
  }
}
