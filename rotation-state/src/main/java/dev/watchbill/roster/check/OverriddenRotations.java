package dev.watchbill.roster.check;

import dev.watchbill.roster.Finding;
import dev.watchbill.roster.Roster;
import dev.watchbill.roster.RotationEntry;
import dev.watchbill.roster.Suggestion;
import java.util.ArrayList;
import java.util.List;

/** Overrides of a rotation that their schedule doesn't have. */
final class OverriddenRotations {
  private OverriddenRotations() {}

  static List<Finding> in(Roster roster) {
    var findings = new ArrayList<Finding>();
    for (var team : roster.teams().values()) {
      for (int i = 0; i < team.overrides().size(); i++) {
        var override = team.overrides().get(i);
        var schedule = roster.schedules().get(override.schedule());
        if (schedule == null || override.rotation().isEmpty()) {
          continue;
        }
        var names = schedule.rotations().stream().map(RotationEntry::name).toList();
        var named = override.rotation().get();
        if (!names.contains(named)) {
          findings.add(
              Finding.error(
                  "teams.%s.overrides[%d].rotation".formatted(team.id(), i),
                  Suggestion.listed(names, "rotation"),
                  Suggestion.quoted(named, names)));
        }
      }
    }
    return findings;
  }
}
