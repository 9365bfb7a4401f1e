package dev.watchbill.launcher.moving.pagerduty;

import dev.watchbill.launcher.moving.Draft;
import dev.watchbill.launcher.moving.Draft.Reaction;
import dev.watchbill.launcher.moving.Ids;
import dev.watchbill.launcher.moving.pagerduty.Account.Policy;
import dev.watchbill.launcher.moving.pagerduty.Account.Step;
import dev.watchbill.launcher.moving.pagerduty.Account.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Escalation policies; urgency is a service's there and a policy's here, so some are made twice.
 * One whose rules all page nobody here is left out: {@code none} would page nobody at all, while
 * without a policy the fallback pages.
 */
final class Policies {
  private static final Set<String> EVERYBODY = Set.of("", "assign_to_everyone");
  private static final String ROUND_ROBIN = "round_robin";

  private final People people;
  private final Schedules schedules;
  private final Ids ids = new Ids("policy");
  private final Map<String, Made> policies = new LinkedHashMap<>();
  private final Map<String, String> without = new LinkedHashMap<>();

  /** One that pages somebody, and whether its first rule does. */
  private record Made(Draft.Policy policy, boolean first) {}

  Policies(People people, Schedules schedules) {
    this.people = people;
    this.schedules = schedules;
  }

  List<Draft.Policy> drafts() {
    return policies.values().stream().map(Made::policy).toList();
  }

  /** What was left out. */
  List<String> notes() {
    return without.values().stream()
        .map(
            "The escalation policy \"%s\" was left out: none of its rules pages anybody here."
                ::formatted)
        .toList();
  }

  void add(Policy policy) {
    var notes = new LinkedHashSet<String>();
    var steps = new ArrayList<Draft.Step>();
    for (var step : policy.steps()) {
      var made = step(step);
      if (made.targets().isEmpty()) {
        notes.add(
            "The rule for %s pages nobody here."
                .formatted(step.targets().stream().map(Policies::name).toList()));
      } else {
        steps.add(made);
      }
    }
    if (steps.isEmpty()) {
      without.put(policy.id(), policy.name());
      return;
    }
    var reaction = new Reaction("high", policy.loops(), steps);
    var draft =
        new Draft.Policy(ids.of(policy.name()), Map.of("critical", reaction), List.copyOf(notes));
    var isFirst = !step(policy.steps().getFirst()).targets().isEmpty();
    policies.put(policy.id(), new Made(draft, isFirst));
  }

  private Draft.Step step(Step step) {
    var notes = new LinkedHashSet<String>();
    var targets = new LinkedHashSet<String>();
    for (var it : step.targets()) {
      target(it)
          .ifPresentOrElse(
              targets::add,
              () ->
                  notes.add("%s is told as well in PagerDuty, and not here.".formatted(name(it))));
    }
    if (!EVERYBODY.contains(step.assignment()) && !step.assignment().equals(ROUND_ROBIN)) {
      notes.add(
          "Everybody of this rule is told here; PagerDuty has \"%s\"."
              .formatted(step.assignment()));
    }
    return new Draft.Step(
        List.copyOf(targets),
        step.assignment().equals(ROUND_ROBIN),
        0,
        step.delay() * 60,
        List.copyOf(notes));
  }

  private static String name(Target target) {
    return target.name().isBlank() ? target.id() : target.name();
  }

  private Optional<String> target(Target target) {
    return target.type().equals("schedule")
        ? schedules.id(target.id()).map(it -> "schedule:" + it)
        : people.id(target.id()).map(it -> "person:" + it);
  }

  /**
   * The policy for a service's urgency.
   *
   * @return empty: there is none here
   */
  Optional<String> of(String policy, String urgency) {
    var high = Optional.ofNullable(policies.get(policy));
    if (!urgency.equals("low") && !urgency.equals("severity_based")) {
      return high.map(it -> it.policy().id());
    }
    return high.map(it ->
        policies.computeIfAbsent(policy + " " + urgency, _ -> variant(it, urgency)).policy().id());
  }

  /** Why there is none for a service. */
  String whyNot(String policy) {
    return without.containsKey(policy)
        ? "Its escalation policy \"%s\" pages nobody here, and was left out: until it has a policy the fallback pages."
            .formatted(without.get(policy))
        : "Its escalation policy %s isn't among those that PagerDuty gave: until it has a policy the fallback pages."
            .formatted(policy);
  }

  /** What isn't urgent never escalates in PagerDuty: only the first rule is asked, and once. */
  private Made variant(Made made, String urgency) {
    var policy = made.policy();
    var high = policy.reactions().getOrDefault("critical", new Reaction("high", 0, List.of()));
    var low = new Reaction("low", 0, high.steps().subList(0, 1));
    var notes = new LinkedHashSet<String>();
    var reactions = new LinkedHashMap<String, Reaction>();
    reactions.put("critical", urgency.equals("low") ? low : high);
    if (!urgency.equals("low")) {
      reactions.put("warning", low);
      notes.addAll(policy.notes());
    }
    if (!made.first()) {
      notes.add("The first rule pages nobody here: what isn't urgent goes to the next one.");
    }
    var name = policy.id() + (urgency.equals("low") ? "-low" : "-by-severity");
    return new Made(new Draft.Policy(ids.of(name), reactions, List.copyOf(notes)), made.first());
  }
}
