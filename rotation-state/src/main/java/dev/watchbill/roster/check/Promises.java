package dev.watchbill.roster.check;

import dev.watchbill.roster.Finding;
import dev.watchbill.roster.Purpose;
import dev.watchbill.roster.Roster;
import dev.watchbill.roster.ScheduleEntry;
import dev.watchbill.roster.publish.Rotas;
import dev.watchbill.rota.Engine;
import dev.watchbill.rota.Gap;
import dev.watchbill.schemas.text.Counted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Coverage a schedule promises and its plan doesn't keep, up to its horizon. */
final class Promises {
  private Promises() {}

  static List<Finding> in(Roster roster, Purpose purpose, Instant now) {
    var engine = Engine.of(List.copyOf(Rotas.of(roster).values()));
    var findings = new ArrayList<Finding>();
    for (var schedule : roster.schedules().values()) {
      if (schedule.promise().isPresent()) {
        var gaps = engine.gaps(schedule.id(), now, now.plus(schedule.horizon()));
        if (!gaps.isEmpty()) {
          findings.add(finding(schedule, gaps, purpose));
        }
      }
    }
    return findings;
  }

  private static Finding finding(ScheduleEntry schedule, List<Gap> gaps, Purpose purpose) {
    var first = gaps.getFirst();
    var more = gaps.size() == 1 ? "" : ", and " + Counted.of(gaps.size() - 1, "more gap");
    return new Finding(
        purpose.brokenPromise(),
        Paths.of(schedule) + ".promise",
        "somebody on call whenever it is promised",
        "nobody from %s to %s%s".formatted(first.start(), first.end(), more));
  }
}
