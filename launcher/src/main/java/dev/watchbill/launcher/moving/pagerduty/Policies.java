package dev.watchbill.launcher.moving.pagerduty;

import dev.watchbill.launcher.moving.Draft;
import dev.watchbill.launcher.moving.Draft.Reaction;
import dev.watchbill.launcher.moving.Ids;
import dev.watchbill.launcher.moving.pagerduty.Account.Policy;
import dev.watchbill.launcher.moving.pagerduty.Account.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Escalation policies; urgency is a service's there and a policy's here, so some are made twice.
 */
final class Policies {
  private final People people;
  private final Schedules schedules;
  private final Ids ids = new Ids("policy");
  private final Map<String, Draft.Policy> policies = new LinkedHashMap<>();

  Policies(People people, Schedules schedules) {
    this.people = people;
    this.schedules = schedules;
  }

  List<Draft.Policy> drafts() {
    return List.copyOf(policies.values());
  }

  void add(Policy policy) {
    var notes = new LinkedHashSet<String>();
    var steps = new ArrayList<Draft.Step>();
    for (var step : policy.steps()) {
      var targets = step.targets().stream().flatMap(it -> target(it).stream()).distinct().toList();
      if (targets.isEmpty()) {
        notes.add(
            "The rule for %s pages nobody here."
                .formatted(step.targets().stream().map(Target::name).toList()));
      } else {
        steps.add(new Draft.Step(targets, false, 0, step.delay() * 60, List.of()));
      }
    }
    if (steps.isEmpty()) {
      notes.add("None of its rules pages anybody here.");
    }
    var reaction = new Reaction("high", steps.isEmpty() ? 0 : policy.loops(), steps);
    policies.put(
        policy.id(),
        new Draft.Policy(ids.of(policy.name()), Map.of("critical", reaction), List.copyOf(notes)));
  }

  private Optional<String> target(Target target) {
    return target.type().equals("schedule")
        ? schedules.id(target.id()).map(it -> "schedule:" + it)
        : people.id(target.id()).map(it -> "person:" + it);
  }

  /**
   * The policy for a service's urgency.
   *
   * @return empty: there is no such policy
   */
  Optional<String> of(String policy, String urgency) {
    var high = Optional.ofNullable(policies.get(policy));
    if (!urgency.equals("low") && !urgency.equals("severity_based")) {
      return high.map(Draft.Policy::id);
    }
    return high.map(
        it -> policies.computeIfAbsent(policy + " " + urgency, _ -> variant(it, urgency)).id());
  }

  private Draft.Policy variant(Draft.Policy policy, String urgency) {
    var high = policy.reactions().getOrDefault("critical", new Reaction("high", 0, List.of()));
    var low = new Reaction("low", high.repeat(), high.steps());
    var reactions = new LinkedHashMap<String, Reaction>();
    reactions.put("critical", urgency.equals("low") ? low : high);
    if (!urgency.equals("low")) {
      reactions.put("warning", low);
    }
    var name = policy.id() + (urgency.equals("low") ? "-low" : "-by-severity");
    return new Draft.Policy(ids.of(name), reactions, List.of());
  }
}
