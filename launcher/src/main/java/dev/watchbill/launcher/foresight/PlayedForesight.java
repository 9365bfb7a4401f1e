package dev.watchbill.launcher.foresight;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.watchbill.console.api.Foresight;
import dev.watchbill.launcher.simulate.Published;
import dev.watchbill.planner.Plan;
import dev.watchbill.planner.PlanRecords;
import dev.watchbill.planner.PublishedFairness;
import dev.watchbill.rota.PlannedShift;
import dev.watchbill.schemas.RotationState;
import dev.watchbill.schemas.ServedShift;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the planner and the escalation themselves, on a clock of their own. */
public final class PlayedForesight implements Foresight {
  private static final Logger LOG = LoggerFactory.getLogger(PlayedForesight.class);

  /** Who is busy now, and what is down, says something about the next minutes only. */
  private static final Duration NOW = Duration.ofMinutes(10);

  @Override
  public Object route(Known known, Alert alert) {
    var plans = plans(known);
    var at = alert.at().truncatedTo(ChronoUnit.MILLIS);
    refuseUnpublished(plans, at);
    var near = Duration.between(known.now(), at).abs().compareTo(NOW) <= 0;
    var shifts = new HashMap<String, RotationState>();
    plans.values().forEach(it -> shifts.putAll(PlanRecords.of(it, known.version(), known.now())));
    var published =
        new Published(
            known.version(),
            known.roster(),
            shifts,
            known.silences(),
            near ? known.availability() : Map.of(),
            near ? known.statuses() : Map.of());
    return new RouteQuestion(alert.service(), alert.severity(), alert.labels(), at)
        .ofPublished(published, problem -> LOG.atWarn().log("route: {}", problem));
  }

  private static void refuseUnpublished(Map<String, Plan> plans, Instant at) {
    var from = plans.values().stream().map(Plan::from).min(Instant::compareTo);
    var until = plans.values().stream().map(Plan::until).max(Instant::compareTo);
    if (from.isPresent() && (at.isBefore(from.get()) || !at.isBefore(until.orElseThrow()))) {
      throw new IllegalArgumentException(
          "at: expected a time for which shifts are published, from %s to %s, but got %s"
              .formatted(from.get(), until.orElseThrow(), at));
    }
  }

  @Override
  public Object fairness(
      Known known, List<ServedShift> served, List<String> schedules, Instant from, Instant to) {
    var past = new HashMap<String, List<PlannedShift>>();
    for (var shift : served) {
      past.computeIfAbsent(shift.getSchedule(), each -> new ArrayList<>()).add(planned(shift));
    }
    var array = JsonNodeFactory.instance.arrayNode();
    PublishedFairness.of(plans(known), past, schedules, from, to)
        .forEach(it -> array.add(FairnessJson.of(it)));
    return array;
  }

  private static PlannedShift planned(ServedShift shift) {
    return new PlannedShift(
        shift.getRotation(),
        shift.getTurn(),
        shift.getWho(),
        shift.getStart(),
        shift.getEnd(),
        PlannedShift.Kind.valueOf(shift.getRight().toUpperCase(Locale.ROOT)),
        shift.getShadow(),
        shift.getWhy());
  }

  private static Map<String, Plan> plans(Known known) {
    var plans = new TreeMap<String, Plan>();
    known
        .plans()
        .forEach((schedule, records) -> plans.put(schedule, PlanRecords.read(schedule, records)));
    return plans;
  }
}
